package io.opsbus.testkit.agent;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What tasks print, without running anything. */
@FunctionalInterface
public interface Work {
    /**
     * What comes of a script.
     *
     * @param takes how long it runs
     */
    @SuppressWarnings("ArrayRecordComponent") // passes through once and is never compared
    record Result(byte[] output, int exitCode, Duration takes) {}

    /** What the task's script would do. */
    Result of(SimulatedTask task);

    /** Understands lines of {@code echo text}, {@code sleep seconds} and {@code exit code}; of others it prints nothing. */
    static Work lines() {
        return task -> {
            var output = new StringBuilder();
            Duration takes = Duration.ZERO;
            int exitCode = 0;
            for (String line : task.script().split("\n", -1)) {
                String[] words = line.strip().split(" ", 2);
                String rest = words.length > 1 ? words[1] : "";
                if (words[0].equals("exit")) {
                    exitCode = Integer.parseInt(rest);
                    break;
                }
                switch (words[0]) {
                    case "echo" -> output.append(rest).append('\n');
                    case "sleep" -> takes = takes.plusSeconds(Long.parseLong(rest));
                    default -> {
                        // prints nothing
                    }
                }
            }
            return new Result(output.toString().getBytes(StandardCharsets.UTF_8), exitCode, takes);
        };
    }
}
