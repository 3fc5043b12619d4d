package io.opsbus.testkit.agent;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** What tasks print, without running anything. */
@FunctionalInterface
public interface Work {
    /**
     * What comes of a script.
     *
     * @param output all of it is there at once
     * @param takes how long it runs
     */
    @SuppressWarnings("ArrayRecordComponent") // passes through once and is never compared
    record Result(byte[] output, int exitCode, Duration takes) {}

    /** What the task's script would do. */
    Result of(SimulatedTask task);

    /** A file was written. */
    default void wrote(SimulatedFile file) {}

    /**
     * Understands lines of {@code echo text}, {@code seq -f text-%07g last}, {@code sleep seconds} and {@code exit code}; of others it
     * prints nothing.
     */
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
                    case "seq" -> count(rest.split(" ", -1), output);
                    case "sleep" -> takes = takes.plusSeconds(Long.parseLong(rest));
                    default -> {
                        // prints nothing
                    }
                }
            }
            return new Result(output.toString().getBytes(StandardCharsets.UTF_8), exitCode, takes);
        };
    }

    private static void count(String[] words, StringBuilder output) {
        String format = words[1].replace('g', 'd') + "\n";
        for (int n = 1; n <= Integer.parseInt(words[2]); n++) {
            output.append(String.format(Locale.ROOT, format, n));
        }
    }
}
