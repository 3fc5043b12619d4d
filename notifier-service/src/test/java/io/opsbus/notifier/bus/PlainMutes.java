package io.opsbus.notifier.bus;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What keeps events back, in the plainest form there is: silences with their times, and inhibitions with until when each goes on where. */
final class PlainMutes {
    private final List<Silence> silences = new ArrayList<>();
    private final List<Inhibition> inhibitions = new ArrayList<>();

    private record Silence(Operation.BeginSilence asked, Instant from, Instant until) {
        boolean covers(Operation.Publish event, Instant now) {
            return !now.isBefore(from)
                    && now.isBefore(until)
                    && asked.names().contains(event.name())
                    && asked.resource().stream().allMatch(one -> one == event.resource());
        }

        Silence ended(Instant now) {
            return until.isBefore(now) ? this : new Silence(asked, from, now);
        }
    }

    /** @param until by resource; nothing there any more once it is removed */
    private record Inhibition(Operation.Inhibit asked, Map<Integer, Instant> until, boolean removed) {
        void pass(Operation.Publish event, Instant now) {
            if (asked.ends().equals(event.name())) {
                until.remove(event.resource());
            } else if (asked.begins().equals(event.name())) {
                until.put(event.resource(), now.plus(asked.atMost()));
            }
        }

        /** What begins or ends it is told itself, whatever it mutes. */
        boolean mutes(Operation.Publish event, Instant now) {
            return !removed
                    && asked.mutes().contains(event.name())
                    && !asked.begins().equals(event.name())
                    && !asked.ends().equals(event.name())
                    && until.getOrDefault(event.resource(), now).isAfter(now);
        }
    }

    void take(Operation.Muting operation, Instant now) {
        switch (operation) {
            case Operation.BeginSilence asked -> {
                var from = now.plus(asked.in());
                silences.add(new Silence(asked, from, from.plus(asked.length())));
            }
            case Operation.EndSilence(var number) -> {
                if (!silences.isEmpty()) {
                    var which = number % silences.size();
                    silences.set(which, silences.get(which).ended(now));
                }
            }
            case Operation.Inhibit asked -> inhibitions.add(new Inhibition(asked, new HashMap<>(), false));
            case Operation.Uninhibit(var number) -> {
                if (!inhibitions.isEmpty()) {
                    var which = number % inhibitions.size();
                    inhibitions.set(which, new Inhibition(inhibitions.get(which).asked, Map.of(), true));
                }
            }
        }
    }

    /** An event comes, whether anybody wants it or not; returns what may keep it back: nothing when it is to be told. */
    Set<String> pass(Operation.Publish event, Instant now) {
        inhibitions.stream().filter(one -> !one.removed).forEach(one -> one.pass(event, now));
        var longest = silences.stream()
                .filter(one -> one.covers(event, now))
                .map(Silence::until)
                .max(Instant::compareTo);
        return longest.isPresent()
                ? ids(
                        Operation.BeginSilence.PREFIX,
                        silences.size(),
                        one -> silences.get(one).covers(event, now)
                                && silences.get(one).until.equals(longest.get()))
                : ids(
                        Operation.Inhibit.PREFIX,
                        inhibitions.size(),
                        one -> inhibitions.get(one).mutes(event, now));
    }

    private static Set<String> ids(String prefix, int count, IntPredicate which) {
        return IntStream.range(0, count)
                .filter(which)
                .mapToObj(one -> prefix + one)
                .collect(Collectors.toSet());
    }
}
