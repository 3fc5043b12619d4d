package io.opsbus.instance.wiring;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@link DoomedFleet} in a process of its own, and what it said until it was killed. */
final class Doomed {
    private final Process process;
    private final BufferedReader out;

    private Doomed(Process process) {
        this.process = process;
        this.out = process.inputReader();
    }

    static Doomed start(Map<String, Object> settings, String fleet, int instances) {
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx384m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                DoomedFleet.class.getName(),
                fleet,
                Integer.toString(instances)));
        // the backbone is the parent's: the child is given addresses, not asked to start one
        settings.forEach((key, value) -> command.add(key + "=" + value));
        try {
            return new Doomed(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hears so many accepted changes, kills it (SIGKILL), and hears what it had said until then. */
    List<String> killAfter(int accepted) {
        var heard = new ArrayList<String>();
        try {
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("accepted ")) {
                    heard.add(line);
                }
                if (heard.size() == accepted) {
                    // by its handle: Process.destroyForcibly would close the stream with what it had said until then
                    boolean ignored = process.toHandle().destroyForcibly();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process.onExit().join();
        if (heard.size() < accepted) {
            throw new AssertionError("the process ended by itself after " + heard.size() + " changes");
        }
        return heard;
    }
}
