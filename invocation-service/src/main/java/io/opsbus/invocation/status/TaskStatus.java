package io.opsbus.invocation.status;

import io.opsbus.invocation.status.OverallStatus.Legacy;

/**
 * The status of one task, or of one run of it, in both vocabularies (guide table 2-2; API facts 3.1).
 *
 * <pre>
 * today's InvocationStatus   InstanceInvokeStatus of 2019   InvokeRecordStatus   class
 * Pending                    Running                        Running              open
 * Scheduled                  Running                        Running              open
 * Running                    Running                        Running              open
 * Stopping                   Running                        Stopping             open
 * Success                    Finished                       Finished             success
 * Failed (exit code not 0)   Finished                       Finished             failed
 * Error, Timeout             Failed                         Failed               failed
 * Invalid, Aborted           Failed                         Failed               failed
 * Cancelled, Terminated      Stopped                        Stopped              stopped
 * </pre>
 */
public enum TaskStatus {
    PENDING("Pending", Kind.OPEN, Legacy.RUNNING),
    SCHEDULED("Scheduled", Kind.OPEN, Legacy.RUNNING),
    RUNNING("Running", Kind.OPEN, Legacy.RUNNING),
    STOPPING("Stopping", Kind.OPEN, Legacy.STOPPING),
    SUCCESS("Success", Kind.SUCCESS, Legacy.FINISHED),
    /** The process ended, with an exit code that is not zero: in 2019 that is "finished" (guide table 2-2). */
    FAILED("Failed", Kind.FAILED, Legacy.FINISHED),
    ERROR("Error", Kind.FAILED, Legacy.FAILED),
    TIMEOUT("Timeout", Kind.FAILED, Legacy.FAILED),
    INVALID("Invalid", Kind.FAILED, Legacy.FAILED),
    ABORTED("Aborted", Kind.FAILED, Legacy.FAILED),
    CANCELLED("Cancelled", Kind.STOPPED, Legacy.STOPPED),
    TERMINATED("Terminated", Kind.STOPPED, Legacy.STOPPED);

    /** What counts when tasks are summed up. */
    public enum Kind {
        OPEN,
        SUCCESS,
        FAILED,
        STOPPED
    }

    private final String word;
    private final Kind kind;
    private final Legacy legacy;

    TaskStatus(String word, Kind kind, Legacy legacy) {
        this.word = word;
        this.kind = kind;
        this.legacy = legacy;
    }

    /** Today's word, {@code InvocationStatus} of an instance. */
    public String word() {
        return word;
    }

    /** The status of this word of today's. */
    public static TaskStatus of(String word) {
        for (TaskStatus status : values()) {
            if (status.word.equals(word)) {
                return status;
            }
        }
        throw new IllegalArgumentException("no status of tasks: " + word);
    }

    public Kind kind() {
        return kind;
    }

    /** The word of 2019, {@code InvokeRecordStatus}. */
    public Legacy legacy() {
        return legacy;
    }

    /** {@code InstanceInvokeStatus}, which knows no {@code Stopping}. */
    public Legacy instanceLegacy() {
        return legacy == Legacy.STOPPING ? Legacy.RUNNING : legacy;
    }

    /** Whether nothing more will happen. */
    public boolean isFinal() {
        return kind != Kind.OPEN;
    }
}
