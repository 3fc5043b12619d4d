package io.opsbus.standalone.supervise;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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

    /** What the process was started with; empty where the operating system does not say. */
    public static Map<String, String> environment(long pid) {
        try {
            String text = Files.readString(Path.of("/proc/" + pid + "/environ"), StandardCharsets.ISO_8859_1);
            return Arrays.stream(text.split("\0", -1))
                    .filter(one -> one.contains("="))
                    .collect(Collectors.toMap(
                            one -> one.substring(0, one.indexOf('=')),
                            one -> new String(
                                    one.substring(one.indexOf('=') + 1).getBytes(StandardCharsets.ISO_8859_1),
                                    Charset.defaultCharset()),
                            (first, _) -> first));
        } catch (IOException unseen) {
            return Map.of();
        }
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
