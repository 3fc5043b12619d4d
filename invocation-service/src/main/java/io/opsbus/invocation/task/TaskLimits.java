package io.opsbus.invocation.task;

import java.time.Duration;

/**
 * How long is waited, settings of an operator.
 *
 * @param delivery until an agent must have a task; the original has one minute
 * @param grace beyond a run's timeout until its end must be told
 * @param silence until an agent that is not heard counts as lost; it beats once a minute
 */
public record TaskLimits(Duration delivery, Duration grace, Duration silence) {
    public static final TaskLimits DEFAULT =
            new TaskLimits(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(3));

    public TaskLimits {
        if (!delivery.isPositive() || !grace.isPositive() || !silence.isPositive()) {
            throw new IllegalArgumentException("waits are positive: " + delivery + ", " + grace + ", " + silence);
        }
    }
}
