package io.opsbus.gateway.route;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The routes as announced. A service renews its word every twenty seconds; one that is silent for {@link #LEASE} while
 * others speak is not called any more, but its actions stay known: it is away, they are not unknown. With the bus away
 * nobody speaks, and everybody stays. Threads share it; looking up takes no lock.
 */
public final class RouteTable {
    /** How long an endpoint may be silent while others speak; also how old a word may be that is heard now. */
    public static final Duration LEASE = Duration.ofMinutes(2);

    private static final Duration SILENCE = Duration.ofMinutes(1);
    private static final Duration LONG_AGO = Duration.ofDays(1);

    private final Map<At, Heard> heard = new HashMap<>();
    private Instant lastWord = Instant.MAX;
    private Instant graceUntil = Instant.MIN;
    private volatile Snapshot snapshot = new Snapshot(Map.of(), Set.of(), Map.of());

    private record At(String service, URI url) {}

    private record Heard(ServiceNotice notice, Instant when) {
        /** A word that was old when it was heard says what was, not what is: it may have been written by anybody. */
        boolean wasNews() {
            return !notice.isWithdrawn() && !notice.publishedAt().isBefore(when.minus(LEASE));
        }
    }

    private record Snapshot(Map<ActionKey, Routed.Known> actions, Set<String> versions, Map<String, Integer> running) {}

    /**
     * Takes a notice in.
     *
     * @return false when it is no news: a later word of the same endpoint is known. Old records may come again, out of the
     *     topic or by somebody who may write to it.
     */
    public synchronized boolean accept(ServiceNotice notice, Instant now) {
        At at = new At(notice.service(), notice.url());
        Heard before = heard.get(at);
        if (before != null && !notice.publishedAt().isAfter(before.notice.publishedAt())) {
            return false;
        }
        heard.put(at, new Heard(notice, now));
        if (now.isAfter(lastWord) && Duration.between(lastWord, now).compareTo(SILENCE) > 0) {
            // the bus was away: whoever is silent now has had no way to speak
            graceUntil = now.plus(LEASE);
        }
        lastWord = now;
        redraw(now);
        return true;
    }

    /** Who answers an action, now. */
    public Routed find(ActionKey key) {
        Snapshot drawn = snapshot;
        Routed.Known known = drawn.actions.get(key);
        if (known != null) {
            return known;
        }
        return drawn.versions.contains(key.version()) ? new Routed.UnknownAction() : new Routed.UnknownVersion();
    }

    /** How many endpoints of each known service run; for health. */
    public Map<String, Integer> running() {
        return snapshot.running;
    }

    private boolean isAlive(Heard one, Instant now) {
        return one.wasNews() && (now.isBefore(graceUntil) || !one.when.isBefore(now.minus(LEASE)));
    }

    private void redraw(Instant now) {
        Map<String, List<Heard>> byService = new TreeMap<>();
        for (Heard one : heard.values()) {
            byService
                    .computeIfAbsent(one.notice.service(), _ -> new ArrayList<>())
                    .add(one);
        }
        Map<ActionKey, Routed.Known> actions = new HashMap<>();
        Map<String, Integer> running = new TreeMap<>();
        byService.forEach((service, all) -> {
            List<Heard> alive = all.stream().filter(one -> isAlive(one, now)).toList();
            running.put(service, alive.size());
            route(service, alive.isEmpty() ? all : alive, !alive.isEmpty(), actions);
            if (!alive.isEmpty()) {
                forgetLongGone(all, now);
            }
        });
        Set<String> versions = new HashSet<>();
        actions.keySet().forEach(key -> versions.add(key.version()));
        snapshot = new Snapshot(Map.copyOf(actions), Set.copyOf(versions), Map.copyOf(running));
    }

    /** An address of yesterday never comes back when its service runs elsewhere. */
    private void forgetLongGone(List<Heard> all, Instant now) {
        for (Heard one : all) {
            if (one.notice.publishedAt().isBefore(now.minus(LONG_AGO)) && !isAlive(one, now)) {
                heard.remove(new At(one.notice.service(), one.notice.url()));
            }
        }
    }

    /** Two services with one action are a mistake; the first by name has it, whatever the order of their notices. */
    private static void route(String service, List<Heard> all, boolean areAlive, Map<ActionKey, Routed.Known> actions) {
        List<ServiceNotice> newestFirst = all.stream()
                .map(Heard::notice)
                .sorted(Comparator.comparing(ServiceNotice::publishedAt)
                        .reversed()
                        .thenComparing(ServiceNotice::url))
                .toList();
        for (ServiceNotice notice : newestFirst) {
            for (RoutedAction action : notice.actions()) {
                actions.merge(
                        action.key(),
                        new Routed.Known(action, service, areAlive ? List.of(notice.url()) : List.of()),
                        RouteTable::both);
            }
        }
    }

    private static Routed.Known both(Routed.Known first, Routed.Known other) {
        if (!first.service().equals(other.service())) {
            return first;
        }
        List<URI> urls = new ArrayList<>(first.urls());
        urls.addAll(other.urls());
        return new Routed.Known(first.action(), first.service(), urls);
    }
}
