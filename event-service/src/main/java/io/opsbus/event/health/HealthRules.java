package io.opsbus.event.health;

import java.time.Duration;

/**
 * Periods of the checks; each is a setting.
 *
 * @param boot how long after its start an instance may take until its agent is heard of
 * @param silence how long an agent may be silent before nothing is known of its instance
 */
public record HealthRules(Duration boot, Duration silence) {
    /** The agent beats every minute: three missed are silence. */
    public static final HealthRules USUAL = new HealthRules(Duration.ofMinutes(5), Duration.ofMinutes(3));

    /** Refuses what cannot work. */
    public HealthRules {
        if (boot.isNegative() || !silence.isPositive()) {
            throw new IllegalArgumentException("boot must not be negative, silence must be positive");
        }
    }
}
