package io.opsbus.notifier.channel.trial;

import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.delivery.Outcome;
import java.time.Duration;

/** What a trial of a target came to. */
public sealed interface Trial {
    /**
     * It was made.
     *
     * @param delivery what the receiver knows it by
     */
    record Made(DeliveryId delivery, Outcome outcome, Duration took) implements Trial {}

    /** It was not made: there have been too many. */
    record TooMany() implements Trial {}
}
