package io.opsbus.benchmarks.invoke;

import io.opsbus.benchmarks.BenchFailure;
import io.opsbus.benchmarks.measure.Moment;
import io.opsbus.benchmarks.measure.Window;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * One user who runs {@code echo 123} on fifty instances and asks for the results until all can be read, again and again.
 *
 * @param poll between two questions for results
 * @param ready what the agents do before each round, which is not measured
 */
record FiftyRounds(InvokeSystem system, AgentTimes times, Duration poll, Readying ready) {
    private static final long LONGEST_NANOS = 120_000_000_000L;

    /** What is done before a round. */
    @FunctionalInterface
    interface Readying {
        void run() throws BenchFailure;
    }

    /**
     * What came of it.
     *
     * @param accepted from the request to its answer, in nanoseconds; {@code ended}: to the answer to the last agent's last report;
     *     {@code readable}: to the answer that shows every result
     */
    record Outcome(Window window, Histogram accepted, Histogram ended, Histogram readable) {}

    /**
     * Runs so many rounds.
     *
     * @param kept invoke a command of the catalogue; else run a script without one
     */
    Outcome run(int rounds, List<String> instances, boolean kept) throws BenchFailure {
        Histogram accepted = new Histogram(LONGEST_NANOS, 3);
        Histogram ended = new Histogram(LONGEST_NANOS, 3);
        Histogram readable = new Histogram(LONGEST_NANOS, 3);
        try (Asking client = system.client()) {
            var commands = new Commands(client);
            String command = kept ? commands.create() : "";
            Moment begin = Moment.now(system.pids());
            for (int n = 0; n < rounds; n++) {
                ready.run();
                var watch = new EndWatch(times, instances);
                long start = System.nanoTime();
                String invocation = kept ? commands.invoke(command, instances) : commands.run(instances);
                accepted.recordValue(System.nanoTime() - start);
                while (commands.readable(invocation) < instances.size()) {
                    if (System.nanoTime() - start > LONGEST_NANOS) {
                        throw new BenchFailure("results of " + invocation + " are missing after two minutes");
                    }
                    LockSupport.parkNanos(poll.toNanos());
                }
                readable.recordValue(System.nanoTime() - start);
                ended.recordValue(Math.max(0, watch.last() - start));
            }
            return new Outcome(
                    Window.between(begin, Moment.now(system.pids()), (long) rounds * instances.size()),
                    accepted,
                    ended,
                    readable);
        }
    }

    /** Notes when the last agent was done. */
    private static final class EndWatch {
        private final Thread waiting;
        private volatile long last;

        EndWatch(AgentTimes times, List<String> instances) {
            var ended = new Semaphore(0);
            times.waitFor(instances, ended);
            waiting = Thread.startVirtualThread(() -> {
                ended.acquireUninterruptibly(instances.size());
                last = System.nanoTime();
            });
        }

        long last() throws BenchFailure {
            try {
                waiting.join();
                return last;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BenchFailure("interrupted", e);
            }
        }
    }
}
