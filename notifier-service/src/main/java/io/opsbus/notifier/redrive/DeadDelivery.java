package io.opsbus.notifier.redrive;

import io.opsbus.notifier.delivery.DeadReason;
import io.opsbus.notifier.delivery.Delivery;
import java.time.Instant;

/**
 * A delivery that was given up.
 *
 * @param rule name of the event rule its subscription stems from; empty for a subscription of its own
 * @param attempts how often it was tried
 * @param at when it was given up, to the millisecond; a later time is another death
 */
public record DeadDelivery(Delivery delivery, String rule, DeadReason reason, int attempts, Instant at) {}
