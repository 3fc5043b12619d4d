package io.opsbus.notifier.wiring.settings;

import io.opsbus.notifier.hold.Streak;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a target that does nothing but fail is disabled.
 *
 * @param after so long after its first failure it must still fail
 * @param failures and at least so often
 */
public record Disable(
        @DefaultValue("3d") Duration after,
        @DefaultValue("20") long failures) {
    /** As the domain takes it. */
    public Streak.Patience patience() {
        return new Streak.Patience(after, failures);
    }
}
