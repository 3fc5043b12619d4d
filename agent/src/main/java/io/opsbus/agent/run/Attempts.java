package io.opsbus.agent.run;

import io.opsbus.agent.Failure;
import io.opsbus.agent.FileTask;
import io.opsbus.agent.Report;
import io.opsbus.agent.RunTask;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Single tasks, from the look whether they can run here to what came of them. */
record Attempts(WorkFolder work, Runner.Machine machine) {
    /**
     * What came of it.
     *
     * @param report what is not told yet of its output is in it, and a part of which nobody knows yet counts as dropped
     * @param told asked for when all that was told of it before is settled: bytes of that part, if it was taken
     * @param exitCode present when the process ended by itself
     */
    record Outcome(
            Report report, IntSupplier told, @Nullable Integer exitCode) {
        /** It did not run. */
        Outcome(Report report) {
            this(report, () -> 0, null);
        }
    }

    /** Runs it, if it can be run here. */
    Outcome outcome(RunTask task, ScriptRun run) throws InterruptedException {
        try {
            return switch (Launch.check(task, machine.users())) {
                case Launch.Checked.Invalid(String parameter, String value) ->
                    new Outcome(Report.invalid(task, parameter, value));
                case Launch.Checked.Cannot(Failure failure) -> new Outcome(Report.failed(task, failure));
                case Launch.Checked.Ready ready -> begun(task, run, ready);
            };
        } catch (IOException cannot) {
            return new Outcome(Report.failed(task, Failure.saving(String.valueOf(cannot.getMessage()))));
        } catch (RuntimeException | Error bug) {
            // unsaid, it would be waited for until its time is over
            return new Outcome(Report.failed(task, Failure.starting(bug.toString())));
        }
    }

    private Outcome begun(RunTask task, ScriptRun run, Launch.Checked.Ready ready)
            throws IOException, InterruptedException {
        if (isOnce(task) && !work.begin(task.id(), task.version(), boot(task), now())) {
            return new Outcome(Report.failed(task, Failure.begunBefore()));
        }
        run.begin();
        Path script = work.script(task.id(), ready.suffix(), ready.content(), ready.user());
        try {
            work.runs(run.mark(), task.script().alone(), ready.around());
            return run.run(ready, script, work.fifo(task.id()));
        } finally {
            work.isOver(run.mark());
            work.remove(script);
        }
    }

    private Instant now() {
        return machine.clock().instant();
    }

    /** Writes it. The server gives a file again of which it has not heard, also to an agent that was killed after it was written. */
    Report file(FileTask file) {
        try {
            return FileDrop.write(file, isGivenAgain(file));
        } catch (RuntimeException | Error bug) {
            machine.journal().note("file not written", "taskId", file.id(), "why", bug);
            return Report.fileWritten(file, 1);
        }
    }

    private boolean isGivenAgain(FileTask file) {
        try {
            return !work.begin(file.id(), 0, "", now());
        } catch (IOException full) {
            return false;
        }
    }

    private boolean isOnce(RunTask task) {
        return switch (task.timing().repeat()) {
            case ONCE, NEXT_REBOOT_ONLY -> true;
            case EVERY_REBOOT -> !machine.boot().isEmpty();
            case PERIOD, RATE, AT -> false;
        };
    }

    private String boot(RunTask task) {
        return task.timing().repeat() == RunTask.Repeat.EVERY_REBOOT ? machine.boot() : "";
    }

    /** Looks whether it could run; empty when the agent ends meanwhile. */
    Optional<Report> verified(RunTask task) {
        try {
            return Optional.of(
                    switch (Launch.check(task, machine.users())) {
                        case Launch.Checked.Invalid(String parameter, String value) ->
                            Report.invalid(task, parameter, value);
                        case Launch.Checked.Cannot(Failure failure) -> Report.failed(task, failure);
                        case Launch.Checked.Ready _ -> Report.verified(task);
                    });
        } catch (IOException cannot) {
            return Optional.of(Report.failed(task, Failure.saving(String.valueOf(cannot.getMessage()))));
        } catch (RuntimeException | Error bug) {
            return Optional.of(Report.failed(task, Failure.starting(bug.toString())));
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
