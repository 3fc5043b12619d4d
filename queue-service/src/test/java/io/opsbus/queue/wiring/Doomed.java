package io.opsbus.queue.wiring;

import io.opsbus.testkit.Unread;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@link DoomedService} in a process of its own. */
record Doomed(Process process, String url) {
    static Doomed start(Map<String, Object> settings) {
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                DoomedService.class.getName()));
        settings.forEach((key, value) -> command.add(key + "=" + value));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            var out = process.inputReader();
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("url ")) {
                    // whatever it says from now on must not fill its pipe
                    Unread.from(out);
                    return new Doomed(process, line.substring("url ".length()));
                }
            }
            throw new AssertionError("the service did not start");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL. */
    void kill() {
        boolean ignored = process.toHandle().destroyForcibly();
        process.onExit().join();
    }
}
