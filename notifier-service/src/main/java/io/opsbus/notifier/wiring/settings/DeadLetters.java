package io.opsbus.notifier.wiring.settings;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Dead deliveries.
 *
 * @param keep for how long, as in their topic
 * @param most how many in all
 */
public record DeadLetters(
        @DefaultValue("30d") Duration keep,
        @DefaultValue("1000000") long most) {
    /** Refuses what cannot work. */
    public DeadLetters {
        new Keeping(keep, most).check("opsbus.notifier.dead-letters");
    }
}
