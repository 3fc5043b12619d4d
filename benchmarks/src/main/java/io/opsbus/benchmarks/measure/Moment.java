package io.opsbus.benchmarks.measure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the clocks stood at one moment.
 *
 * @param nanos of {@link System#nanoTime}
 * @param machine CPU time used by everybody
 * @param programs CPU time used by each of our programs, by its name
 */
public record Moment(long nanos, Duration machine, Map<String, Duration> programs) {
    public Moment {
        programs = Map.copyOf(programs);
    }

    /**
     * Reads all clocks now.
     *
     * @param pids our programs by name; this JVM, which has started the others and feeds them, is added as {@code bench}
     */
    public static Moment now(Map<String, Long> pids) {
        Map<String, Duration> used = new LinkedHashMap<>();
        pids.forEach((name, pid) -> used.put(name, CpuTime.ofTree(pid)));
        used.put("bench", CpuTime.ofProcess(ProcessHandle.current().pid()));
        return new Moment(System.nanoTime(), CpuTime.ofMachine(), used);
    }
}
