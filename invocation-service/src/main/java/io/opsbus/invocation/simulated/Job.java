package io.opsbus.invocation.simulated;

import io.opsbus.invocation.link.RunTask;
import io.opsbus.invocation.simulated.script.Performance;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A script a machine has: it runs, or waits for its time. */
public sealed interface Job {
    /** As it was given last. */
    RunTask task();

    /** When something of it is due. */
    Instant due();

    /**
     * It waits on a timetable.
     *
     * @param next when it runs
     */
    record Waiting(RunTask task, Instant next) implements Job {
        @Override
        public Instant due() {
            return next;
        }
    }

    /**
     * It runs.
     *
     * @param run what runs: maybe as it was before its timetable was changed
     * @param told how many parts of what it writes were told
     * @param heard when something of it was told last
     * @param next when its timetable has it run again; null when never
     */
    record Running(
            RunTask task,
            RunTask run,
            Performance performance,
            Instant start,
            int told,
            Instant heard,
            @Nullable Instant next)
            implements Job {
        boolean isTooLong() {
            return performance.lasts().compareTo(run.script().timeout()) > 0;
        }

        Instant end() {
            Duration lasts = isTooLong() ? run.script().timeout() : performance.lasts();
            return start.plus(lasts);
        }

        @Override
        public Instant due() {
            return told == performance.parts().size() ? end() : earlier(end(), nextPart());
        }

        /** Parts are told no oftener than the task says. */
        private Instant nextPart() {
            Instant written = start.plus(performance.parts().get(told).at());
            Instant allowed = heard.plus(run.output().interval());
            return written.isAfter(allowed) ? written : allowed;
        }

        private static Instant earlier(Instant one, Instant other) {
            return one.isBefore(other) ? one : other;
        }
    }
}
