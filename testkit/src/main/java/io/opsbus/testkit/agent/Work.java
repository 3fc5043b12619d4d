package io.opsbus.testkit.agent;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What tasks print, without running anything. */
@FunctionalInterface
public interface Work {
    /** What came of a script. */
    @SuppressWarnings("ArrayRecordComponent") // passes through once and is never compared
    record Result(byte[] output, int exitCode) {}

    /** Blocks as long as the script would run; interrupted when it is stopped. */
    Result run(SimulatedTask task) throws InterruptedException;

    /** Understands lines of {@code echo text}, {@code sleep seconds} and {@code exit code}; of others it prints nothing. */
    static Work lines() {
        return task -> {
            var output = new StringBuilder();
            for (String line : task.script().split("\n", -1)) {
                String[] words = line.strip().split(" ", 2);
                String rest = words.length > 1 ? words[1] : "";
                switch (words[0]) {
                    case "echo" -> output.append(rest).append('\n');
                    case "sleep" -> Thread.sleep(Duration.ofSeconds(Long.parseLong(rest)));
                    case "exit" -> {
                        return new Result(output.toString().getBytes(StandardCharsets.UTF_8), Integer.parseInt(rest));
                    }
                    default -> {
                        // prints nothing
                    }
                }
            }
            return new Result(output.toString().getBytes(StandardCharsets.UTF_8), 0);
        };
    }
}
