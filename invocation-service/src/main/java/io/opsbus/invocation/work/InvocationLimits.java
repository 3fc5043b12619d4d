package io.opsbus.invocation.work;

import java.time.Duration;

/**
 * Limits an operator can set.
 *
 * @param instances most instances of one call (guide 2.3.2: 50)
 * @param daily most invocations of an account in a region a day; {@code max-axt-invocation-daily} on the wire
 * @param contentBytes longest script, in bytes of its Base64 form, with its values in it
 * @param unkeptBytes the same for RunCommand, whose command is not kept
 * @param longestTimeout longest timeout of a run
 * @param kept how long an invocation is kept after its end
 * @param safeParameters whether values are passed as environment variables when a command's author says nothing of it
 */
public record InvocationLimits(
        int instances,
        int daily,
        int contentBytes,
        int unkeptBytes,
        Duration longestTimeout,
        Duration kept,
        boolean safeParameters) {
    /** 50 instances and 5 000 a day as in the guide; sizes as the API has them today; 30 days. */
    public static final InvocationLimits DEFAULT =
            new InvocationLimits(50, 5_000, 18 * 1024, 24 * 1024, Duration.ofDays(1), Duration.ofDays(30), false);

    public InvocationLimits {
        if (instances < 1 || instances > 100 || daily < 1 || contentBytes < 4 || unkeptBytes < contentBytes) {
            throw new IllegalArgumentException("limits of invocations: " + instances + " instances, " + daily
                    + " a day, content " + contentBytes + " and " + unkeptBytes);
        }
        if (!longestTimeout.isPositive() || !kept.isPositive()) {
            throw new IllegalArgumentException("limits of times: " + longestTimeout + ", " + kept);
        }
    }
}
