package io.opsbus.notifier.dispatch.lane;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.dispatch.Limits;
import io.opsbus.notifier.targets.Rate;
import io.opsbus.notifier.targets.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The lane of each target seen by this process, and the places they share.
 *
 * @param <T> what is sent
 */
public final class Lanes<T extends Lane.Passenger> {
    private record Entry<T extends Lane.Passenger>(Rate rate, Lane<T> lane) {}

    /** Early probes do not come together. */
    private static final Duration APART = Duration.ofMillis(20);

    /** When many targets come back, nobody goes through all lanes for each. */
    private static final Duration WAVES = Duration.ofSeconds(1);

    private final ConcurrentMap<TargetId, Entry<T>> lanes = new ConcurrentHashMap<>();
    /** Those that lanes share; whoever makes a lane, or lets one go, holds the lock of these. */
    private final Map<Secret, Turnstile> turnstiles = new HashMap<>();

    private final Limits limits;
    private final Places places;
    private final Steady steady;
    private final Rests rests;
    private volatile boolean gently;
    private Instant lastWave = Instant.MIN;

    /**
     * No lane yet.
     *
     * @param steady what waits are counted by
     */
    public Lanes(Limits limits, Steady steady) {
        this.limits = limits;
        this.steady = steady;
        this.places = new Places(limits.allWindows());
        this.rests = new Rests(steady, this::rest);
    }

    /** The lane of an account's target; a new one when its rate has been changed, and what is under way ends in the old one. */
    public Lane<T> of(TargetId target, AccountId account, Rate rate) {
        var entry = lanes.get(target);
        if (entry == null || !entry.rate().equals(rate)) {
            synchronized (turnstiles) {
                entry = lanes.compute(
                        target,
                        (_, now) -> now != null && now.rate().equals(rate)
                                ? now
                                : new Entry<>(rate, lane(target, account, rate)));
            }
            // also what it was told of between being made and being found
            rests.of(target).ifPresent(entry.lane()::rest);
        }
        return entry.lane();
    }

    /** What a target's lane looks like; empty when this process has sent it nothing yet and does not know that it wants quiet. */
    public Optional<Look> look(TargetId target, Instant now) {
        return Optional.ofNullable(lanes.get(target))
                .map(entry -> entry.lane().look(now))
                .or(() -> rests.look(target, now));
    }

    /** Until when targets asked to be left alone. */
    public Rests rests() {
        return rests;
    }

    /** Every target has been left alone, and gets little at first; also one that has no lane yet. */
    public void slow() {
        gently = true;
        lanes.values().forEach(entry -> entry.lane().slow());
    }

    private void rest(TargetId target, Instant until) {
        var entry = lanes.get(target);
        if (entry != null) {
            entry.lane().rest(until);
        }
    }

    /**
     * Lets go of what is known of targets nobody names any more, as soon as it is of no use: nothing of theirs is under way, and no rate still
     * counts what went.
     */
    public void keep(Predicate<TargetId> named, Instant wall) {
        synchronized (turnstiles) {
            lanes.forEach((target, entry) -> {
                if (!named.test(target) && entry.lane().isDone(wall)) {
                    lanes.remove(target, entry);
                }
            });
            var now = steady.at(wall);
            var used = lanes.values().stream()
                    .flatMap(entry -> entry.rate().place().stream())
                    .collect(Collectors.toSet());
            turnstiles
                    .entrySet()
                    .removeIf(one ->
                            !used.contains(one.getKey()) && one.getValue().isDone(now));
        }
    }

    /** How many targets and places it knows something of. */
    public int size() {
        synchronized (turnstiles) {
            return lanes.size() + turnstiles.size();
        }
    }

    /** How many lanes are in which manner. */
    public Map<Look.Manner, Long> manners(Instant now) {
        return lanes.values().stream()
                .collect(Collectors.groupingBy(
                        entry -> entry.lane().look(now).manner(),
                        () -> new EnumMap<>(Look.Manner.class),
                        Collectors.counting()));
    }

    /** How many more attempts may be under way for an account now. */
    public int free(AccountId account) {
        return places.of(account).free();
    }

    private Lane<T> lane(TargetId target, AccountId account, Rate rate) {
        var share = places.of(account);
        var conduct = new Conduct(limits, share(target));
        Lane<T> lane = rate.digests()
                ? new DigestLane<>(conduct, share, rate, turnstile(rate), steady)
                : new WindowLane<>(conduct, limits, share, rate, steady, this::recovered);
        rests.of(target).ifPresent(lane::rest);
        if (gently) {
            lane.slow();
        }
        return lane;
    }

    /** A number from 0 to 1 that is a target's own, in every process and always. */
    private static double share(TargetId target) {
        // the hashes of names that differ in the last letter are neighbours: the product takes them apart
        return ((target.value().hashCode() * 0x9E3779B9) >>> 16) / 65536.0;
    }

    /**
     * A target works again. Others that are down may have been so for the same reason, and would find out up to a minute later: they are probed
     * one after the other, each once.
     */
    private synchronized void recovered(Instant now) {
        if (lastWave.isAfter(now.minus(WAVES))) {
            return;
        }
        lastWave = now;
        var next = now.plus(APART);
        for (var entry : lanes.values()) {
            if (entry.lane().sooner(next)) {
                next = next.plus(APART);
            }
        }
    }

    private Turnstile turnstile(Rate rate) {
        return rate.place()
                .map(place -> turnstiles.computeIfAbsent(place, _ -> new Turnstile(rate)))
                .orElseGet(() -> new Turnstile(rate));
    }
}
