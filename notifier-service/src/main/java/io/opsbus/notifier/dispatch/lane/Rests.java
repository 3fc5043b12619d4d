package io.opsbus.notifier.dispatch.lane;

import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.hold.QuietTargets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;

/**
 * Until when targets asked to be left alone: what this process heard is written down for the others and for whoever starts, what they wrote is
 * told to its lanes. Who sends asks no store: he leaves it here. Safe for any thread.
 */
public final class Rests {
    /**
     * What the store says of one.
     *
     * @param until on the clock
     * @param steadily the same, as lanes count
     */
    private record Rest(Instant until, Instant steadily) {}

    private final Steady steady;
    private final BiConsumer<TargetId, Instant> tell;
    private final ConcurrentMap<TargetId, Instant> unwritten = new ConcurrentHashMap<>();
    private volatile Map<TargetId, Rest> known = Map.of();

    /** @param tell hears until when a target's lane is to rest, as lanes count */
    Rests(Steady steady, BiConsumer<TargetId, Instant> tell) {
        this.steady = steady;
        this.tell = tell;
    }

    /** A target asked for quiet until then. */
    public void ask(TargetId target, Instant until) {
        unwritten.merge(target, until, (one, other) -> one.isAfter(other) ? one : other);
    }

    /**
     * Writes down what was asked since, and takes in what the store has.
     *
     * @throws RuntimeException when the store is away; nothing is lost
     */
    public synchronized void exchange(QuietTargets store, Instant now) {
        var asked = Map.copyOf(unwritten);
        if (!asked.isEmpty()) {
            store.rest(asked, now);
            asked.forEach(unwritten::remove);
        }
        var before = known;
        var all = new HashMap<TargetId, Rest>();
        store.at(now).forEach((target, until) -> {
            var one = before.get(target);
            all.put(target, one != null && one.until.equals(until) ? one : new Rest(until, steady.then(until, now)));
        });
        // a lane that is made meanwhile asks here once it can be told
        known = Map.copyOf(all);
        all.forEach((target, rest) -> {
            if (!rest.equals(before.get(target))) {
                tell.accept(target, rest.steadily);
            }
        });
    }

    /** Until when a new lane rests, as lanes count. */
    Optional<Instant> of(TargetId target) {
        return Optional.ofNullable(known.get(target)).map(Rest::steadily);
    }

    /** What a target looks like that has no lane yet. */
    Optional<Look> look(TargetId target, Instant wall) {
        var now = steady.at(wall);
        return of(target)
                .filter(now::isBefore)
                .map(until -> new Look(Look.Manner.QUIET, 0, 0, 0, Duration.between(now, until), Duration.ZERO));
    }
}
