package io.opsbus.notifier.dispatch.lane;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.dispatch.Limits;
import io.opsbus.notifier.targets.Rate;
import io.opsbus.notifier.targets.Secret;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;

/**
 * The lane of each target seen by this process, and the places they share.
 *
 * @param <T> what is sent
 */
public final class Lanes<T extends Lane.Passenger> {
    private record Entry<T extends Lane.Passenger>(Rate rate, Lane<T> lane) {}

    private final ConcurrentMap<TargetId, Entry<T>> lanes = new ConcurrentHashMap<>();
    private final ConcurrentMap<Secret, Turnstile> turnstiles = new ConcurrentHashMap<>();
    private final Limits limits;
    private final Places places;
    private final Steady steady;
    private final Rests rests;

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
            entry = lanes.compute(
                    target,
                    (_, now) -> now != null && now.rate().equals(rate) ? now : new Entry<>(rate, lane(account, rate)));
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

    private void rest(TargetId target, Instant until) {
        var entry = lanes.get(target);
        if (entry != null) {
            entry.lane().rest(until);
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

    private Lane<T> lane(AccountId account, Rate rate) {
        var share = places.of(account);
        return rate.digests()
                ? new DigestLane<>(limits, share, rate, turnstile(rate), steady)
                : new WindowLane<>(limits, share, rate, steady);
    }

    private Turnstile turnstile(Rate rate) {
        return rate.place()
                .map(place -> turnstiles.computeIfAbsent(place, _ -> new Turnstile(rate)))
                .orElseGet(() -> new Turnstile(rate));
    }
}
