package io.opsbus.notifier.wiring.settings;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Something kept to be asked for.
 *
 * @param keep for how long
 * @param most how many in all, whatever their age
 */
public record Keeping(
        @DefaultValue("7d") Duration keep,
        @DefaultValue("1000000") long most) {
    /** Refuses what cannot work. */
    public void check(String key) {
        Demand.that(keep.toHours() >= 1, key + ".keep", "must be at least an hour");
        Demand.that(most >= 1, key + ".most", "must be at least 1");
    }
}
