package io.opsbus.notifier.silence;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Event;
import io.opsbus.notifier.Selector;
import io.opsbus.notifier.shelf.Key;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The silences that are not over, by account; immutable, so a router reads it without a lock. An event of an account without silences costs
 * one look-up, and none at all while nobody has one.
 */
public final class InForce {
    /** No silence at all. */
    public static final InForce NONE = new InForce(Map.of());

    private final Map<AccountId, List<One>> accounts;

    private InForce(Map<AccountId, List<One>> accounts) {
        this.accounts = accounts;
    }

    private record One(Silence silence, Selector selector) {}

    /** The silence that keeps an event back, of several the one that lasts longest; empty: it is told. */
    public Optional<Silence> over(Event event, Instant now) {
        if (accounts.isEmpty()) {
            return Optional.empty();
        }
        var own = accounts.get(event.account());
        return own == null ? Optional.empty() : over(own, Silence.seen(event), now);
    }

    private static Optional<Silence> over(List<One> own, Event event, Instant now) {
        for (var one : own) {
            if (one.silence.at(now) == Silence.State.ACTIVE && one.selector.selects(event)) {
                return Optional.of(one.silence);
            }
        }
        return Optional.empty();
    }

    /** How many of an account are not over. */
    public long count(AccountId account, Instant now) {
        return accounts.getOrDefault(account, List.of()).stream()
                .filter(one -> one.silence.at(now) != Silence.State.ENDED)
                .count();
    }

    /** What is in force after some silences were made or ended, and others forgotten; those that are over go. */
    public InForce with(Collection<Silence> changed, Collection<Key> forgotten, Instant now) {
        if (changed.isEmpty()
                && forgotten.isEmpty()
                && accounts.values().stream().noneMatch(own -> hasEnded(own, now))) {
            return this;
        }
        Set<Key> known = changed.stream().map(Silence::key).collect(Collectors.toCollection(HashSet::new));
        known.addAll(forgotten);
        var left = new HashMap<AccountId, List<One>>();
        accounts.values().stream()
                .flatMap(List::stream)
                .filter(one -> !known.contains(one.silence.key()))
                .forEach(one -> add(left, one, now));
        for (var silence : changed) {
            silence.scope().selector().ifPresent(selector -> add(left, new One(silence, selector), now));
        }
        left.values()
                .forEach(own -> own.sort((one, other) -> other.silence.until().compareTo(one.silence.until())));
        return left.isEmpty() ? NONE : new InForce(left);
    }

    private static boolean hasEnded(List<One> own, Instant now) {
        return own.getLast().silence.at(now) == Silence.State.ENDED;
    }

    private static void add(Map<AccountId, List<One>> to, One one, Instant now) {
        if (one.silence.at(now) != Silence.State.ENDED) {
            to.computeIfAbsent(one.silence.key().account(), _ -> new ArrayList<>(1))
                    .add(one);
        }
    }
}
