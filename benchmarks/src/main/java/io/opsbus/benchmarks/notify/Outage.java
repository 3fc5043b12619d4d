package io.opsbus.benchmarks.notify;

import io.opsbus.benchmarks.BenchFailure;
import io.opsbus.benchmarks.measure.Memory;
import io.opsbus.benchmarks.measure.Moment;
import io.opsbus.benchmarks.measure.Window;
import io.opsbus.benchmarks.sink.Apart;
import io.opsbus.benchmarks.sink.Phase;
import io.opsbus.benchmarks.sink.Reading;
import io.opsbus.benchmarks.sink.Sink;
import io.opsbus.benchmarks.sink.Temper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** An outage of all targets: what is published meanwhile is parked, time passes, all are back at once, and everything is delivered. */
final class Outage {
    private static final Duration STEP = Duration.ofMillis(200);

    private final Sink sink;
    private final Publisher publisher;
    private final NotifierProcess notifier;
    private final Map<String, Long> pids;
    private final int targets;
    private final Duration limit;
    private long most;

    /**
     * One of any size.
     *
     * @param limit of each part of it
     */
    Outage(
            Sink sink,
            Publisher publisher,
            NotifierProcess notifier,
            Map<String, Long> pids,
            int targets,
            Duration limit) {
        this.sink = sink;
        this.publisher = publisher;
        this.notifier = notifier;
        this.pids = Map.copyOf(pids);
        this.targets = targets;
        this.limit = limit;
    }

    /**
     * CPU in microseconds a delivery.
     *
     * @param parkedPerSecond from the first event published until the last delivery was parked
     * @param downCores what notifier and PostgreSQL took while all was parked and down
     * @param firstSeconds from the moment the targets answered until the first delivery came
     * @param drainedPerSecond from the first delivery to the last, and the CPU likewise
     * @param firstSecond deliveries of the first second
     * @param bestSecond deliveries of the best second
     * @param residentMiB the most the notifier had resident
     * @param behind deliveries that came after a later one of their resource
     */
    record Result(
            int parked,
            double parkedPerSecond,
            double parkingNotifierMicros,
            double parkingPostgresMicros,
            double downCores,
            double firstSeconds,
            double drainedPerSecond,
            double drainingNotifierMicros,
            double drainingPostgresMicros,
            double othersCores,
            long firstSecond,
            long bestSecond,
            long residentMiB,
            long lost,
            long duplicates,
            long behind) {}

    /** Of so many events, the first of them with that number; the outage lasts so long beyond the parking. */
    Result of(long first, int size, Duration down) throws BenchFailure {
        sink.apart(new Apart(targets, List.of(Temper.RESET)));
        most = 0;
        Phase phase = Phase.fullSpeed(first, size);
        long before = notifier.count("parked");
        Moment begin = Moment.now(pids);
        publisher.publish(Route.NOTIFIER, phase);
        awaitParked(before + size);
        Moment parked = Moment.now(pids);
        pass(down);
        Moment lasted = Moment.now(pids);
        sink.begin(phase);
        sink.apart(Apart.NOBODY);
        Drain drain = drain(size);
        List<Long> arrived = drain.arrived();
        Window parking = Window.between(begin, parked, size);
        Window standing = Window.between(parked, lasted, 1);
        Window draining = Window.between(drain.begun(), Moment.now(pids), Math.max(1, size - (int) drain.before()));
        pass(Duration.ofSeconds(1));
        Reading end = sink.read();
        int silent = (int) arrived.stream().filter(count -> count == 0).count();
        List<Long> flow = arrived.subList(Math.max(0, silent - 1), arrived.size());
        return new Result(
                size,
                parking.perSecond(),
                parking.cpuMicros("notifier"),
                parking.cpuMicros("postgres"),
                (standing.cpuMicros("notifier") + standing.cpuMicros("postgres")) / 1e6 / down.toSeconds(),
                seconds(silent),
                end.unique() / Math.max(seconds(1), seconds(flow.size() - 1)),
                draining.cpuMicros("notifier"),
                draining.cpuMicros("postgres"),
                draining.othersCores(),
                within(flow, 0),
                best(flow),
                most,
                size - end.unique(),
                end.duplicates(),
                end.behind());
    }

    private void awaitParked(long wanted) throws BenchFailure {
        long end = System.nanoTime() + limit.toNanos();
        while (notifier.count("parked") < wanted) {
            if (System.nanoTime() - end > 0) {
                throw new BenchFailure("only " + notifier.count("parked") + " of " + wanted + " were parked in time");
            }
            pass(STEP);
        }
    }

    /**
     * What had come after each step.
     *
     * @param begun when something had come
     * @param before how much that was
     */
    private record Drain(List<Long> arrived, Moment begun, long before) {}

    /** Until all has come, or the time is over. */
    private Drain drain(int size) throws BenchFailure {
        var arrived = new ArrayList<Long>();
        Moment begun = null;
        long before = 0;
        long steps = limit.dividedBy(STEP);
        long begin = System.nanoTime();
        while (arrived.size() < steps && (arrived.isEmpty() || arrived.getLast() < size)) {
            pass(Duration.ofNanos(begin + (arrived.size() + 1) * STEP.toNanos() - System.nanoTime()));
            arrived.add(sink.read().unique());
            if (begun == null && arrived.getLast() > 0) {
                begun = Moment.now(pids);
                before = arrived.getLast();
            }
        }
        return new Drain(arrived, begun == null ? Moment.now(pids) : begun, before);
    }

    private void pass(Duration time) throws BenchFailure {
        long end = System.nanoTime() + time.toNanos();
        do {
            LockSupport.parkNanos(Math.min(STEP.toNanos(), Math.max(1, end - System.nanoTime())));
            most = Math.max(most, Memory.residentMiB(notifier.child().pid()));
            if (!notifier.child().alive()) {
                throw new BenchFailure(notifier.child().ended().getMessage());
            }
        } while (System.nanoTime() - end < 0);
    }

    private static double seconds(int steps) {
        return steps * STEP.toMillis() / 1e3;
    }

    /** Deliveries of the second that begins at a step. */
    private static long within(List<Long> arrived, int step) {
        int perSecond = (int) (TimeUnit.SECONDS.toMillis(1) / STEP.toMillis());
        int last = Math.min(step + perSecond, arrived.size() - 1);
        return arrived.isEmpty() ? 0 : arrived.get(last) - arrived.get(Math.min(step, last));
    }

    private static long best(List<Long> arrived) {
        long best = 0;
        for (int step = 0; step < arrived.size(); step++) {
            best = Math.max(best, within(arrived, step));
        }
        return best;
    }
}
