package io.opsbus.benchmarks.invoke;

import io.opsbus.testkit.agent.AgentWatch;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** When agents were kicked, when their first reports were taken, and who waits for their last ones. */
final class AgentTimes implements AgentWatch {
    private static final long LONGEST_NANOS = 120_000_000_000L;
    private static final String RUN = "kick_vm task run ";

    private final Map<String, Long> kicked = new ConcurrentHashMap<>();
    private final Map<String, Semaphore> waiting = new ConcurrentHashMap<>();
    private final Histogram first = new ConcurrentHistogram(LONGEST_NANOS, 3);

    @Override
    public void kicked(String instance, String line) {
        if (line.startsWith(RUN)) {
            kicked.putIfAbsent(line.substring(RUN.length()), System.nanoTime());
        }
    }

    @Override
    public void told(String instance, String word, String query) {
        if (word.equals("running")) {
            Long at = kicked.remove(query.substring("taskId=".length(), query.indexOf('&')));
            if (at != null) {
                first.recordValue(Math.min(System.nanoTime() - at, LONGEST_NANOS));
            }
        } else {
            Semaphore who = waiting.get(instance);
            if (who != null) {
                who.release();
            }
        }
    }

    /** Who is told of every task of these instances that has ended, from now on. */
    void waitFor(Iterable<String> instances, Semaphore who) {
        instances.forEach(instance -> waiting.put(instance, who));
    }

    /** From the kick to the answer to the first report, in nanoseconds; what came before is forgotten. */
    void restart() {
        first.reset();
    }

    Histogram firstReports() {
        return first.copy();
    }
}
