package io.opsbus.notifier.redrive;

import io.opsbus.notifier.delivery.DeadReason;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.Progress;
import java.time.Instant;
import java.util.Set;

/**
 * A delivery that was given up.
 *
 * @param rule name of the event rule its subscription stems from; empty for a subscription of its own
 * @param silence what kept it back, when that is the reason; else empty
 * @param attempts how often it was tried
 * @param at when it was given up, to the millisecond; a later time is another death
 * @param served those of several recipients who have it
 */
public record DeadDelivery(
        Delivery delivery,
        String rule,
        DeadReason reason,
        String silence,
        int attempts,
        Instant at,
        Set<String> served) {
    public DeadDelivery {
        served = Set.copyOf(served);
    }

    /** One that nobody has, and nothing kept back. */
    public DeadDelivery(Delivery delivery, String rule, DeadReason reason, int attempts, Instant at) {
        this(delivery, rule, reason, "", attempts, at, Set.of());
    }

    /** How far it has come when it begins anew: who has it does not get it again, who was refused is asked again. */
    public Progress progress() {
        return new Progress(served, Set.of());
    }
}
