package io.opsbus.invocation.task;

import io.opsbus.invocation.status.ErrorCode;
import io.opsbus.invocation.status.TaskStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a task ended, or one run of it.
 *
 * @param status a final one
 * @param exitCode of the process; 0 when there was none
 * @param error why it did not go well; null when it did
 * @param info says more than the error's own text; empty for that
 * @param started when the process started, the agent's clock; null when it never did
 * @param finished when it ended
 */
public record Ending(
        TaskStatus status,
        long exitCode,
        @Nullable ErrorCode error,
        String info,
        @Nullable Instant started,
        Instant finished) {
    /** The longest text kept of an agent's description. */
    private static final int LONGEST_INFO = 512;

    public Ending {
        if (!status.isFinal()) {
            throw new IllegalArgumentException("no end: " + status);
        }
        info = info.length() > LONGEST_INFO ? info.substring(0, LONGEST_INFO) : info;
    }

    /** An end without a process. */
    static Ending unrun(TaskStatus status, @Nullable ErrorCode error, Instant now) {
        return new Ending(status, 0, error, "", null, now);
    }

    /** {@code ErrorCode} on the wire, empty when all is well. */
    public String errorWord() {
        return error == null ? "" : error.word();
    }

    /** {@code ErrorInfo} on the wire, empty when all is well; of a stop that its agent could not carry out it tells what that said. */
    public String errorText() {
        return error == null || !info.isEmpty() ? info : error.info();
    }
}
