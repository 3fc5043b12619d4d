package io.opsbus.invocation.task;

import io.opsbus.invocation.delivery.Destination;
import io.opsbus.invocation.work.RepeatMode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the steps of a task depend on.
 *
 * @param mode how often it runs
 * @param timeout longest time of one run
 * @param onlyAt the one fire time of an {@code at(…)}; else null
 * @param isFile it writes a file
 * @param lastAt the last fire time of a timetable that has one, wherever its instance is; else null
 * @param output where the output of its runs is delivered; null for nowhere
 * @param edition how often what the invocation does had been changed: of the edition that the task was told last
 */
public record TaskPlan(
        RepeatMode mode,
        Duration timeout,
        @Nullable Instant onlyAt,
        boolean isFile,
        @Nullable Instant lastAt,
        @Nullable Destination output,
        int edition) {
    /** Of an invocation that was not changed. */
    public TaskPlan(
            RepeatMode mode,
            Duration timeout,
            @Nullable Instant onlyAt,
            boolean isFile,
            @Nullable Instant lastAt,
            @Nullable Destination output) {
        this(mode, timeout, onlyAt, isFile, lastAt, output, 0);
    }

    /** Whose output is delivered nowhere. */
    public TaskPlan(
            RepeatMode mode, Duration timeout, @Nullable Instant onlyAt, boolean isFile, @Nullable Instant lastAt) {
        this(mode, timeout, onlyAt, isFile, lastAt, null);
    }

    /** When it can fire for the last time; null when there is no such time. */
    @Nullable
    Instant end() {
        return onlyAt == null ? lastAt : onlyAt;
    }

    /** Whether an end of a run is not the end of the task. */
    public boolean goesOn() {
        return mode.isRepeated() && onlyAt == null;
    }
}
