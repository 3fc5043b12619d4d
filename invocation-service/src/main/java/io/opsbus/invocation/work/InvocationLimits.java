package io.opsbus.invocation.work;

import java.time.Duration;

/**
 * Limits an operator can set.
 *
 * @param instances most instances of one call (guide 2.3.2: 50)
 * @param daily most invocations of an account in a region a day; {@code max-axt-invocation-daily} on the wire
 * @param contentBytes longest script, in bytes of its Base64 form, with its values in it
 * @param unkeptBytes the same for RunCommand, whose command is not kept
 * @param timeouts of runs
 * @param kept how long an invocation is kept after its end
 * @param safeParameters whether values are passed as environment variables when a command's author says nothing of it
 * @param simulatedAgents whether simulated instances have agents of this service
 */
public record InvocationLimits(
        int instances,
        int daily,
        int contentBytes,
        int unkeptBytes,
        Timeouts timeouts,
        Duration kept,
        boolean safeParameters,
        boolean simulatedAgents) {
    /**
     * Timeouts of runs.
     *
     * @param usual of RunCommand when none is sent (API facts 2.1: 60 s); a command of the catalogue has its own
     * @param longest that may be sent, the same as the catalogue's
     */
    public record Timeouts(Duration usual, Duration longest) {
        public static final Timeouts DEFAULT = new Timeouts(Duration.ofMinutes(1), Duration.ofDays(1));

        public Timeouts {
            if (usual.toSeconds() < 1 || longest.compareTo(usual) < 0) {
                throw new IllegalArgumentException("opsbus.invocation.timeout, " + usual
                        + ", is at least 1s and at most opsbus.command.longest-timeout, " + longest);
            }
        }
    }

    /** 50 instances and 5 000 a day as in the guide; sizes as the API has them today; 30 days. */
    public static final InvocationLimits DEFAULT =
            new InvocationLimits(50, 5_000, 18 * 1024, 24 * 1024, Timeouts.DEFAULT, Duration.ofDays(30), false);

    /** The same, and nobody is in simulated instances. */
    public InvocationLimits(
            int instances,
            int daily,
            int contentBytes,
            int unkeptBytes,
            Timeouts timeouts,
            Duration kept,
            boolean safeParameters) {
        this(instances, daily, contentBytes, unkeptBytes, timeouts, kept, safeParameters, false);
    }

    public InvocationLimits {
        if (instances < 1 || instances > 100 || daily < 1 || contentBytes < 4 || unkeptBytes < contentBytes) {
            throw new IllegalArgumentException("limits of invocations: " + instances + " instances, " + daily
                    + " a day, content " + contentBytes + " and " + unkeptBytes);
        }
        if (!kept.isPositive()) {
            throw new IllegalArgumentException("an invocation is kept for a while: " + kept);
        }
    }
}
