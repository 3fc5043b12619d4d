package io.opsbus.invocation.work;

import io.opsbus.invocation.status.OverallStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One call of a command, or one sending of a file, on some instances (guide 2.1).
 *
 * @param edition how often what it does was changed
 * @param told the status the bus was last told; the true one is what its tasks make
 */
public record Invocation(InvocationPlace place, Instant created, Work work, int edition, Labels labels, Told told) {
    public static Invocation fresh(InvocationPlace place, Instant created, Work work, Labels labels) {
        return new Invocation(place, created, work, 0, labels, new Told(null, 0));
    }

    /**
     * What the bus knows.
     *
     * @param status null before the first time
     * @param revision counts the times
     */
    public record Told(@Nullable OverallStatus status, long revision) {}

    Invocation telling(OverallStatus status) {
        return new Invocation(place, created, work, edition, labels, new Told(status, told.revision() + 1));
    }

    Invocation doing(Work other) {
        return new Invocation(place, created, other, edition + 1, labels, told);
    }

    /** Whether its command must stay. */
    boolean holdsItsCommand() {
        return work instanceof Work.Run run && run.kept() && run.mode() != RepeatMode.ONCE;
    }

    /** Without what it does: scripts and parameters are not for logs. */
    @Override
    public String toString() {
        return "Invocation[" + place.id() + "]";
    }
}
