package io.opsbus.benchmarks;

import io.opsbus.benchmarks.measure.Moment;
import io.opsbus.benchmarks.measure.Window;
import io.opsbus.benchmarks.sink.Reading;
import io.opsbus.benchmarks.sink.Sink;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Watches a sink fill up and reads all clocks when it passes a mark. */
public final class Progress {
    // 20 questions a second: far below 1 % of the sink's work
    private static final Duration STEP = Duration.ofMillis(50);

    private final Sink sink;
    private final Map<String, Long> pids;
    private final BooleanSupplier alive;
    private final long deadline;

    /** What the sink had counted when the clocks were read. */
    public record Mark(Reading reading, Moment moment) {
        /** The window that began at an earlier mark of the same phase; empty when nothing came since. */
        public Optional<Window> since(Mark begin) {
            long units = reading.unique() - begin.reading().unique();
            return units > 0 ? Optional.of(Window.between(begin.moment(), moment, units)) : Optional.empty();
        }
    }

    /**
     * Nothing is waited for yet.
     *
     * @param pids the programs whose clocks are read, by name
     * @param alive asked while waiting: when it says no there is nothing more to wait for
     * @param limit for all waiting together
     */
    public Progress(Sink sink, Map<String, Long> pids, BooleanSupplier alive, Duration limit) {
        this.sink = sink;
        this.pids = Map.copyOf(pids);
        this.alive = alive;
        this.deadline = System.nanoTime() + limit.toNanos();
    }

    /** Reads all clocks now. */
    public Mark now() throws BenchFailure {
        return new Mark(sink.read(), Moment.now(pids));
    }

    /** Waits until {@code unique} different events of the phase have come; the mark may show fewer when time ran out. */
    public Mark await(long unique) throws BenchFailure {
        while (sink.read().unique() < unique && alive.getAsBoolean() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(STEP.toNanos());
        }
        return now();
    }

    /** Waits until {@code unique} different events of the phase have come, or nothing has for {@code stall}; says whether they have. */
    public boolean come(long unique, Duration stall) throws BenchFailure {
        long last = -1;
        long since = System.nanoTime();
        long come = sink.read().unique();
        while (come < unique && alive.getAsBoolean() && System.nanoTime() - since < stall.toNanos()) {
            if (come != last) {
                last = come;
                since = System.nanoTime();
            }
            LockSupport.parkNanos(STEP.toNanos());
            come = sink.read().unique();
        }
        return come >= unique;
    }

    /** Waits until nothing has come for {@code quiet}: late duplicates are counted too. */
    public Mark settle(Duration quiet) throws BenchFailure {
        long last = -1;
        long since = System.nanoTime();
        while (System.nanoTime() - since < quiet.toNanos()) {
            long received = sink.read().received();
            if (received != last) {
                last = received;
                since = System.nanoTime();
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        return now();
    }
}
