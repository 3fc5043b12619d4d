package io.opsbus.invocation.simulated;

import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.link.FileTask;
import io.opsbus.invocation.link.RunTask;
import io.opsbus.invocation.link.TaskList;
import io.opsbus.invocation.link.TaskReport;
import io.opsbus.invocation.link.TaskReport.Chunk;
import io.opsbus.invocation.link.TaskReport.Span;
import io.opsbus.invocation.simulated.script.Performance;
import io.opsbus.invocation.simulated.script.Scenery;
import io.opsbus.invocation.simulated.script.Script;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a machine that is on has to do. A value: every step answers the machine as it is then, and what its agent reports.
 *
 * <pre>
 *              take                      due                end
 *   (unknown) ──────▶ Waiting (timed) ─────────▶ Running ─────────▶ Waiting again | completed
 *        └──────────────── once ─────────────────────┘  end: forgotten
 *   stop, in any state: stopped, forgotten
 * </pre>
 */
public record Machine(Map<TaskId, Job> jobs, Disk disk) {
    /** Nothing was given to it yet. */
    public static final Machine IDLE = new Machine(Map.of(), Disk.EMPTY);

    /** What one machine has at a time; more is refused. */
    static final int MOST = 1000;

    /** As of a process that is killed. */
    private static final int KILLED = 137;

    public Machine {
        jobs = Map.copyOf(jobs);
    }

    /** A machine after a step, and what is reported of it. */
    public record Moved(Machine machine, List<Said> said) {
        public Moved {
            said = List.copyOf(said);
        }
    }

    /** Switched off: nothing runs, and what was written is there. */
    Machine off() {
        return new Machine(Map.of(), disk);
    }

    /** When something is due; empty when it only waits to be asked. */
    public Optional<Instant> next() {
        return jobs.values().stream().map(Job::due).min(Comparator.naturalOrder());
    }

    /** Its agent has fetched these. */
    public Moved take(TaskList list, Scenery scenery, Instant now) {
        var step = new Step(this, scenery, now);
        for (FileTask file : list.files()) {
            step.write(file);
        }
        list.run().forEach(step::take);
        for (TaskList.Stop stop : list.stop()) {
            step.stop(stop.id(), stop.version());
        }
        return step.end();
    }

    /** One that nobody wants any more. */
    public Moved stop(TaskId task, int version, Instant now) {
        // nothing begins by a stop: what a script would find does not matter
        var step = new Step(this, new Scenery("", Optional.empty(), Optional.empty()), now);
        step.stop(task, version);
        return step.end();
    }

    /** Time has come. */
    public Moved due(Scenery scenery, Instant now) {
        var step = new Step(this, scenery, now);
        jobs.values().stream()
                .filter(job -> !job.due().isAfter(now))
                .sorted(Comparator.comparing(Job::due))
                .forEach(step::due);
        return step.end();
    }

    private static final class Step {
        private final Map<TaskId, Job> jobs;
        private Disk disk;
        private final Scenery scenery;
        private final Instant now;
        private final List<Said> said = new ArrayList<>();

        Step(Machine before, Scenery scenery, Instant now) {
            this.jobs = new LinkedHashMap<>(before.jobs);
            this.disk = before.disk;
            this.scenery = scenery;
            this.now = now;
        }

        Moved end() {
            return new Moved(new Machine(jobs, disk), said);
        }

        void write(FileTask file) {
            Disk.Written written = disk.write(file);
            disk = written.disk();
            say(file.id(), 0, written.report());
        }

        void say(TaskId task, int version, TaskReport report) {
            said.add(new Said(task, version, report));
        }

        /** One that is known in this version is left alone; another version replaces it. */
        void take(RunTask task) {
            Job before = jobs.get(task.id());
            if (before != null && before.task().version() == task.version()) {
                return;
            }
            if (before == null && jobs.size() >= MOST) {
                say(task, new TaskReport.Failed(Span.NEVER, "1", "too many tasks on one machine", Chunk.NONE, 0));
            } else if (AgentSchedule.isTimed(task)) {
                timed(task, before);
            } else {
                begin(task, null);
            }
        }

        private void timed(RunTask task, @Nullable Job before) {
            Optional<Instant> next = AgentSchedule.next(task, now);
            if (next.isEmpty()) {
                jobs.remove(task.id());
                String why = AgentSchedule.of(task).isPresent() ? "CronExpressionExpired" : "InvalidCronExpression";
                say(task, new TaskReport.Invalid("cron", why));
            } else if (before instanceof Job.Running it) {
                jobs.put(
                        task.id(),
                        new Job.Running(
                                task, it.run(), it.performance(), it.start(), it.told(), it.heard(), next.get()));
            } else {
                jobs.put(task.id(), new Job.Waiting(task, next.get()));
            }
        }

        private void say(RunTask task, TaskReport report) {
            say(task.id(), task.version(), report);
        }

        private void begin(RunTask task, @Nullable Instant next) {
            Performance performance =
                    Script.play(task.script().type(), task.script().content(), scenery);
            var running = new Job.Running(task, task, performance, now, 0, now, next);
            if (running.end().isAfter(now)) {
                tell(running);
            } else {
                over(running);
            }
        }

        void due(Job job) {
            switch (job) {
                case Job.Waiting(RunTask task, var _) ->
                    begin(task, AgentSchedule.next(task, now).orElse(null));
                case Job.Running it when it.end().isAfter(now) -> tell(it);
                case Job.Running it -> over(it);
            }
        }

        private void tell(Job.Running it) {
            int written = it.performance().writtenBy(Duration.between(it.start(), now));
            say(it.run(), new TaskReport.Running(it.start(), chunk(it.performance(), it.told(), written)));
            jobs.put(
                    it.task().id(),
                    new Job.Running(it.task(), it.run(), it.performance(), it.start(), written, now, it.next()));
        }

        private void over(Job.Running it) {
            var span = new Span(it.start(), it.end());
            Performance performance = it.performance();
            int written = performance.writtenBy(Duration.between(it.start(), it.end()));
            Chunk rest = chunk(performance, it.told(), written);
            say(
                    it.run(),
                    it.isTooLong()
                            ? new TaskReport.TimedOut(span, rest, performance.dropped())
                            : new TaskReport.Finished(span, performance.exitCode(), rest, performance.dropped()));
            next(it);
        }

        /** A run that was due while another went on is left out. */
        private void next(Job.Running it) {
            RunTask task = it.task();
            Instant next = it.next();
            if (next != null && !next.isAfter(now)) {
                next = AgentSchedule.next(task, now).orElse(null);
            }
            if (next != null) {
                jobs.put(task.id(), new Job.Waiting(task, next));
                return;
            }
            jobs.remove(task.id());
            if (AgentSchedule.isTimed(task)) {
                say(task, new TaskReport.Stopped(Span.NEVER, 0, Chunk.NONE, 0, true));
            }
        }

        /** Told also of what it does not have. */
        void stop(TaskId id, int version) {
            if (jobs.remove(id) instanceof Job.Running it) {
                Performance performance = it.performance();
                int written = performance.writtenBy(Duration.between(it.start(), now));
                say(
                        it.run(),
                        new TaskReport.Stopped(
                                new Span(it.start(), now), KILLED, chunk(performance, it.told(), written), 0, false));
            } else {
                say(id, version, new TaskReport.Stopped(Span.NEVER, 0, Chunk.NONE, 0, false));
            }
        }

        private static Chunk chunk(Performance performance, int from, int to) {
            return from >= to ? Chunk.NONE : new Chunk(performance.bytes(from, to));
        }
    }
}
