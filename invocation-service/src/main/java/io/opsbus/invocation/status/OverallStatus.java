package io.opsbus.invocation.status;

import io.opsbus.invocation.status.TaskStatus.Kind;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/**
 * The status of a whole invocation, today's word; the first row that holds, from the top (API facts 3.1).
 *
 * <pre>
 * tasks                                                      status
 * any Pending                                                Pending
 * any Scheduled                                              Scheduled
 * any Running                                                Running
 * any Stopping                                               Stopping
 * all Cancelled or Terminated                                Stopped
 * some Success, no others but stopped ones                   Success
 * some Success, some failed                                  PartialFailed
 * no Success, some failed                                    Failed
 * </pre>
 */
public enum OverallStatus {
    PENDING("Pending"),
    SCHEDULED("Scheduled"),
    RUNNING("Running"),
    STOPPING("Stopping"),
    STOPPED("Stopped"),
    SUCCESS("Success"),
    PARTIAL_FAILED("PartialFailed"),
    FAILED("Failed");

    private final String word;

    OverallStatus(String word) {
        this.word = word;
    }

    /** Today's word, {@code InvocationStatus}. */
    public String word() {
        return word;
    }

    /** Whether nothing more will happen. */
    public boolean isFinal() {
        return this == STOPPED || this == SUCCESS || this == PARTIAL_FAILED || this == FAILED;
    }

    /** Of tasks with these statuses, of which there is at least one. */
    public static OverallStatus of(Collection<TaskStatus> tasks) {
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException("an invocation has a task");
        }
        Set<TaskStatus> some = EnumSet.copyOf(tasks);
        if (some.contains(TaskStatus.PENDING)) {
            return PENDING;
        }
        if (some.contains(TaskStatus.SCHEDULED)) {
            return SCHEDULED;
        }
        if (some.contains(TaskStatus.RUNNING)) {
            return RUNNING;
        }
        if (some.contains(TaskStatus.STOPPING)) {
            return STOPPING;
        }
        boolean success = some.stream().anyMatch(status -> status.kind() == Kind.SUCCESS);
        boolean failed = some.stream().anyMatch(status -> status.kind() == Kind.FAILED);
        if (success) {
            return failed ? PARTIAL_FAILED : SUCCESS;
        }
        return failed ? FAILED : STOPPED;
    }

    /**
     * The words of 2019: {@code InvokeStatus} and, without {@code PartialFailed}, {@code InvokeRecordStatus}.
     *
     * <p>Of a whole invocation (guide tables 2-3 and 2-4), the first row that holds:
     *
     * <pre>
     * tasks                                 status
     * any Stopping, none Running            Stopping (not in the guide: today's wire has it)
     * any Running                           Running; a periodic one stays so until all are stopped
     * all Finished, or Finished and Stopped Finished
     * all Failed                            Failed
     * all Stopped                           Stopped
     * some Failed                           PartialFailed
     * </pre>
     */
    public enum Legacy {
        RUNNING("Running"),
        STOPPING("Stopping"),
        FINISHED("Finished"),
        FAILED("Failed"),
        STOPPED("Stopped"),
        PARTIAL_FAILED("PartialFailed");

        private final String word;

        Legacy(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        /** Of tasks with these statuses, of which there is at least one. */
        public static Legacy of(Collection<TaskStatus> tasks) {
            if (tasks.isEmpty()) {
                throw new IllegalArgumentException("an invocation has a task");
            }
            Set<Legacy> some = EnumSet.noneOf(Legacy.class);
            tasks.forEach(task -> some.add(task.legacy()));
            if (some.contains(RUNNING)) {
                return RUNNING;
            }
            if (some.contains(STOPPING)) {
                return STOPPING;
            }
            if (some.contains(FAILED)) {
                return some.size() > 1 ? PARTIAL_FAILED : FAILED;
            }
            return some.contains(FINISHED) ? FINISHED : STOPPED;
        }
    }
}
