package io.opsbus.invocation.schedule;

import java.time.Duration;

/**
 * How often a command may run.
 *
 * @param shortestCron the least time between two fire times of a cron expression (guide 2.3.2), zero or more
 * @param shortestRate the least interval of a rate, more than zero
 * @param longestRate the greatest interval of a rate
 */
public record ScheduleLimits(Duration shortestCron, Duration shortestRate, Duration longestRate) {
    /** 10 s; 60 s to 7 days (API facts 3.5). */
    public static final ScheduleLimits DEFAULT =
            new ScheduleLimits(Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofDays(7));

    public ScheduleLimits {
        if (shortestCron.isNegative() || !shortestRate.isPositive() || longestRate.compareTo(shortestRate) < 0) {
            throw new IllegalArgumentException("limits of schedules: cron from " + shortestCron + ", rate from "
                    + shortestRate + " to " + longestRate);
        }
    }
}
