package io.opsbus.standalone.supervise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Processes known by pid and start time, so that a reused pid is never taken for ours. */
public final class Pids {
    private Pids() {}

    /** Start time in epoch milliseconds, 0 where the operating system does not say. */
    public static long startedMillis(ProcessHandle handle) {
        return handle.info().startInstant().map(java.time.Instant::toEpochMilli).orElse(0L);
    }

    /** The live process with this pid and this start time. */
    public static Optional<ProcessHandle> find(long pid, long startedMillis) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(handle -> startedMillis(handle) == startedMillis);
    }

    /** Sends a signal by name; a process that is gone already is no error. */
    public static void signal(long pid, String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException noKill) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Resident memory of the process in KiB, 0 when it is gone. */
    public static long residentKib(long pid) {
        return rollup(pid, "Rss:");
    }

    /**
     * Resident memory in KiB of the process and what it started: of the descendants the proportional part, because
     * PostgreSQL's processes share most of theirs.
     */
    public static long residentKibOfTree(long pid) {
        return residentKib(pid)
                + ProcessHandle.of(pid).stream()
                        .flatMap(ProcessHandle::descendants)
                        .mapToLong(child -> rollup(child.pid(), "Pss:"))
                        .sum();
    }

    private static long rollup(long pid, String field) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
                if (line.startsWith(field)) {
                    return Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
            return 0;
        } catch (IOException gone) {
            return 0;
        }
    }
}
