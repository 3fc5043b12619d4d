package io.opsbus.invocation.task;

import io.opsbus.invocation.power.PowerActions;
import java.time.Duration;

/**
 * How long is waited, how much is kept, and what an exit code may do: settings of an operator.
 *
 * @param delivery until an agent must have a task; the original has one minute
 * @param grace beyond a run's timeout until its end must be told
 * @param silence until an agent that is not heard counts as lost; it beats once a minute
 * @param outputBytes most bytes of a run's output that are kept, 12 000 to 1 MiB: agents keep no less, and their listener takes no more
 * @param power what exit codes may do to machines of the official agent
 */
public record TaskLimits(Duration delivery, Duration grace, Duration silence, int outputBytes, PowerActions power) {
    private static final int LEAST_OUTPUT = 12_000;
    private static final int MOST_OUTPUT = 1 << 20;

    public static final TaskLimits DEFAULT = new TaskLimits(
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(3),
            Output.USUAL_QUOTA,
            PowerActions.AS_THE_AGENT_DOES);

    public TaskLimits {
        if (!delivery.isPositive() || !grace.isPositive() || !silence.isPositive()) {
            throw new IllegalArgumentException("waits are positive: " + delivery + ", " + grace + ", " + silence);
        }
        if (outputBytes < LEAST_OUTPUT || outputBytes > MOST_OUTPUT) {
            throw new IllegalArgumentException("opsbus.invocation.output-bytes must be " + LEAST_OUTPUT + " to "
                    + MOST_OUTPUT + ": " + outputBytes);
        }
    }
}
