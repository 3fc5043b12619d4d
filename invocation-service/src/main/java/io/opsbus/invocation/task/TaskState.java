package io.opsbus.invocation.task;

import io.opsbus.invocation.status.TaskStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a task is.
 *
 * <pre>
 *                 given to the agent       start, output         end
 *   Pending ───────────┬──────────▶ Delivered ─────▶ Running ──────────▶ Ended
 *      │               │ by a timetable     │            │ ▲ end of one run │ ▲ ▲
 *      │               └────────────────▶ Scheduled ◀────┘ │                │ │ │
 *      │  (waits for a boot: from the     │   └── start ───┘                │ │ │
 *      │   beginning)                     │                 stop            │ │ │
 *      │ stop, delivery time-out          │ ─ ─ ─ ─ ─ ─▶ Stopping ─ stopped ┘ │ │
 *      └──────────────────────────────────┴───────────────────────────────────┘ │
 *                                   time-out, lost agent, lost instance ────────┘
 * </pre>
 */
public sealed interface TaskState {
    /** The wire's word. */
    TaskStatus status();

    /** Nobody has it yet. */
    record Pending() implements TaskState {
        @Override
        public TaskStatus status() {
            return TaskStatus.PENDING;
        }
    }

    /** The agent was given it and has told nothing: it may run already. */
    record Delivered(Instant at) implements TaskState {
        @Override
        public TaskStatus status() {
            return TaskStatus.RUNNING;
        }
    }

    /** It waits for its time, on the agent's timetable, or for a boot. */
    record Scheduled(Instant since) implements TaskState {
        @Override
        public TaskStatus status() {
            return TaskStatus.SCHEDULED;
        }
    }

    /**
     * Its process runs.
     *
     * @param start the agent's clock; names the run
     * @param since our clock
     */
    record Running(Instant start, Instant since) implements TaskState {
        @Override
        public TaskStatus status() {
            return TaskStatus.RUNNING;
        }
    }

    /**
     * The agent is to end it.
     *
     * @param start of the run there was when it was asked for; null when there was none
     */
    record Stopping(Instant asked, @Nullable Instant start) implements TaskState {
        @Override
        public TaskStatus status() {
            return TaskStatus.STOPPING;
        }
    }

    /**
     * Nothing more will happen.
     *
     * @param mayRunYet it was ended here, and its agent, which had it, has not said that it has it no more
     */
    record Ended(Ending ending, boolean mayRunYet) implements TaskState {
        @Override
        public TaskStatus status() {
            return ending.status();
        }
    }
}
