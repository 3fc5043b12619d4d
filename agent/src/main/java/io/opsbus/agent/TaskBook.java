package io.opsbus.agent;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which task runs when. Given what the server says, what timers say and what ended, it answers with orders; it does nothing
 * itself. Not thread-safe.
 *
 * <pre>
 *              take                    due                ended
 *   (unknown) ------> armed (timed) ---------> running ----------> armed again | completed
 *        |                                        ^
 *        +------------- once -----------------------+  ended: forgotten
 *   stop, in any state: killed, forgotten
 * </pre>
 */
public final class TaskBook {
    /** A clock that is set back by more was wrong: nothing that ran by it counts. */
    private static final Duration CLOCK_WRONG = Duration.ofHours(1);
    /** Of what lies between two runs the second may come so much too early. */
    private static final int TENTH = 10;

    private final Map<String, Known> known = new HashMap<>();
    private final ZoneId here;

    /**
     * An empty one.
     *
     * @param here the zone of this machine's clock, for timetables that name none
     */
    public TaskBook(ZoneId here) {
        this.here = here;
    }

    /** What is to be done. */
    public sealed interface Order {
        /** Run it now. */
        record Run(RunTask task) implements Order {}

        /** Come back with {@link #due} at this time. */
        record Arm(RunTask task, Instant at) implements Order {}

        /** End its process, and tell that it was stopped. */
        record Kill(RunTask task) implements Order {}

        record Tell(Report report) implements Order {}
    }

    private static final class Known {
        final RunTask task;
        /** What runs of it: maybe as it was before its timetable was changed. */
        @Nullable
        RunTask running;

        Optional<Instant> next = Optional.empty();
        /** What the clock said when that was reckoned. */
        Instant reckoned = Instant.EPOCH;
        /** When it ran last, since the agent began; null for never. */
        @Nullable
        Duration ran;
        /** From that run to the one after it. */
        Duration pace = Duration.ZERO;

        Known(RunTask task) {
            this.task = task;
        }
    }

    /** The server gave a task to run. One that is known in this version is left alone; another version replaces it. */
    public List<Order> take(RunTask task, Instant now) {
        Known before = known.get(task.id());
        if (before != null && before.task.version() == task.version()) {
            return List.of();
        }
        if (!task.timing().repeat().isTimed()) {
            var entry = new Known(task);
            entry.running = task;
            known.put(task.id(), entry);
            return List.of(new Order.Run(task));
        }
        if (Frequency.timetable(task.timing(), here).isEmpty()) {
            ringsNoMore(before);
            return List.of(new Order.Tell(Report.invalid(task, "cron", "InvalidCronExpression")));
        }
        var entry = new Known(task);
        entry.running = before == null ? null : before.running;
        reckon(entry, now);
        if (entry.next.isEmpty()) {
            ringsNoMore(before);
            return List.of(new Order.Tell(Report.invalid(task, "cron", "CronExpressionExpired")));
        }
        known.put(task.id(), entry);
        return List.of(new Order.Arm(task, entry.next.get()));
    }

    /** What it is changed to never runs: what it was does not either. */
    private void ringsNoMore(@Nullable Known before) {
        if (before != null) {
            before.next = Optional.empty();
            if (before.running == null) {
                known.remove(before.task.id());
            }
        }
    }

    /** The server wants a task to end. Told also of one nobody knows. */
    public List<Order> stop(RunTask asked) {
        Known entry = known.remove(asked.id());
        if (entry != null && entry.running != null) {
            return List.of(new Order.Kill(entry.running));
        }
        return List.of(new Order.Tell(Report.killed(entry == null ? asked : entry.task)));
    }

    /**
     * A timer has rung. A run that still goes on is not overlapped: this one is left out.
     *
     * @param up how long the agent has been running, whatever its clock says
     */
    public List<Order> due(RunTask task, Instant now, Duration up) {
        Known entry = current(task);
        if (entry == null || entry.next.isEmpty()) {
            return List.of();
        }
        if (now.isBefore(entry.reckoned)) {
            // reckoned by a clock that was ahead: what is due meanwhile would be left out
            setBack(entry, now, up);
        }
        Instant next = entry.next.orElse(Instant.MAX);
        if (now.isBefore(next)) {
            return entry.next.map(at -> List.<Order>of(new Order.Arm(task, at))).orElseGet(List::of);
        }
        reckon(entry, now);
        entry.ran = up;
        entry.pace =
                Duration.between(next, Frequency.next(task.timing(), here, next).orElse(next));
        List<Order> arm =
                entry.next.map(at -> List.<Order>of(new Order.Arm(task, at))).orElseGet(List::of);
        if (entry.running != null) {
            return arm;
        }
        entry.running = task;
        return arm.isEmpty() ? List.of(new Order.Run(task)) : List.of(new Order.Run(task), arm.getFirst());
    }

    /** What ran ahead of its time is not run again, and what comes after it is not later than after any other run. */
    private void setBack(Known entry, Instant now, Duration up) {
        if (entry.ran == null || now.isBefore(entry.reckoned.minus(CLOCK_WRONG))) {
            reckon(entry, now);
            return;
        }
        Duration left = entry.pace.minus(up.minus(entry.ran)).minus(entry.pace.dividedBy(TENTH));
        Instant from = left.isNegative() ? now : now.plus(left);
        Frequency.next(entry.task.timing(), here, from)
                .filter(sooner -> sooner.isBefore(entry.next.orElse(Instant.MAX)))
                .ifPresent(sooner -> entry.next = Optional.of(sooner));
    }

    private void reckon(Known entry, Instant now) {
        entry.next = Frequency.next(entry.task.timing(), here, now);
        entry.reckoned = now;
    }

    /** Whether a task is known by this id. */
    public boolean isKnown(String id) {
        return known.containsKey(id);
    }

    /** Whether it is known in this version. */
    public boolean has(String id, int version) {
        Known entry = known.get(id);
        return entry != null && entry.task.version() == version;
    }

    /** A run has ended, whatever came of it. */
    public List<Order> ended(RunTask task) {
        Known entry = known.get(task.id());
        if (entry == null || !isWanted(task)) {
            return List.of();
        }
        entry.running = null;
        if (entry.next.isPresent()) {
            return List.of();
        }
        known.remove(task.id());
        return task.timing().repeat().isTimed() ? List.of(new Order.Tell(Report.completed(entry.task))) : List.of();
    }

    /** Whether a run that was ordered is still wanted: a stop may have come between. */
    @SuppressWarnings("ReferenceEquality") // of two deliveries of one task only the one taken counts
    public boolean isWanted(RunTask task) {
        Known entry = known.get(task.id());
        return entry != null && entry.running == task;
    }

    /** When a timer rings next. */
    public Optional<Instant> next() {
        return known.values().stream().flatMap(entry -> entry.next.stream()).min(Comparator.naturalOrder());
    }

    @SuppressWarnings("ReferenceEquality") // of two deliveries of one task only the one taken counts
    private @Nullable Known current(RunTask task) {
        Known entry = known.get(task.id());
        return entry != null && entry.task == task ? entry : null;
    }
}
