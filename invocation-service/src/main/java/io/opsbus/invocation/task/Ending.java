package io.opsbus.invocation.task;

import io.opsbus.invocation.link.TaskReport;
import io.opsbus.invocation.link.TaskReport.Span;
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

    /** The process ended by itself. */
    static Ending exited(Span span, long code, Instant now) {
        return new Ending(
                code == 0 ? TaskStatus.SUCCESS : TaskStatus.FAILED,
                code,
                code == 0 ? null : ErrorCode.EXIT_CODE_NONZERO,
                "",
                orNull(span.start()),
                end(span, now));
    }

    /** As its agent tells of it. */
    static Ending told(TaskStatus status, ErrorCode error, String text, Span span, Instant now) {
        return new Ending(status, 0, error, text, orNull(span.start()), end(span, now));
    }

    /** Its agent found that it cannot be run. */
    static Ending invalid(ErrorCode error, String text, Instant now) {
        return new Ending(TaskStatus.INVALID, 0, error, text, null, now);
    }

    /** A file was written, or not for the reason its agent has this number for. */
    static Ending written(boolean success, int code, Instant since, Instant now) {
        return success
                ? new Ending(TaskStatus.SUCCESS, 0, null, "", since, now)
                : new Ending(TaskStatus.FAILED, code, Causes.ofFile(code), "", since, now);
    }

    /**
     * It was stopped.
     *
     * @param start null when no process had started
     * @param said what its agent says of a stop that failed; else empty
     */
    static Ending stopped(@Nullable Instant start, String said, Instant now) {
        TaskStatus status = start == null ? TaskStatus.CANCELLED : TaskStatus.TERMINATED;
        return new Ending(status, 0, null, said, start, now);
    }

    /** Nobody saw its end. */
    static Ending interrupted(Instant start, Instant now) {
        return new Ending(TaskStatus.ERROR, 0, ErrorCode.EXECUTION_INTERRUPTED, "", start, now);
    }

    private static @Nullable Instant orNull(Instant start) {
        return start.equals(Instant.EPOCH) ? null : start;
    }

    private static Instant end(Span span, Instant now) {
        return span.end().equals(Instant.EPOCH) ? now : span.end();
    }

    /** Whether a report tells of this end. */
    boolean isToldBy(TaskReport report) {
        return switch (report) {
            case TaskReport.Finished(Span span, long code, var _, var _) ->
                (status == TaskStatus.SUCCESS || status == TaskStatus.FAILED)
                        && exitCode == code
                        && span.end().equals(finished);
            case TaskReport.TimedOut(Span span, var _, var _) ->
                status == TaskStatus.TIMEOUT && span.end().equals(finished);
            case TaskReport.Failed(Span span, var _, var _, var _, var _) ->
                status == TaskStatus.ERROR && (span.end().equals(finished) || started == null);
            case TaskReport.Invalid _, TaskReport.FileInvalid _ -> status == TaskStatus.INVALID;
            case TaskReport.Stopped _ -> status.kind() == TaskStatus.Kind.STOPPED;
            case TaskReport.FileWritten(boolean success, var _) -> success == (status == TaskStatus.SUCCESS);
            case TaskReport.Running _, TaskReport.Verified _ -> false;
        };
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
