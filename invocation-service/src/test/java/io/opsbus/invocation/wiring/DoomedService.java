package io.opsbus.invocation.wiring;

import io.opsbus.invocation.agentlink.AgentListener;
import io.opsbus.rpc.micronaut.RunningService;
import io.opsbus.testkit.Unread;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The service in a process of its own, to be killed. */
record DoomedService(Process process, String url, int agents) {
    private static final String READY = "ready ";

    /** In the child: settings as {@code key=value}. */
    public static void main(String[] args) {
        Map<String, Object> settings = new HashMap<>();
        for (String arg : args) {
            int equals = arg.indexOf('=');
            settings.put(arg.substring(0, equals), arg.substring(equals + 1));
        }
        RunningService running = Main.SERVICE.start(settings);
        int agents = running.context().getBean(AgentListener.class).port();
        System.out.println(READY + running.url() + " " + agents);
    }

    /** Starts it and waits until it listens. */
    static DoomedService start(Map<String, Object> settings) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx384m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                DoomedService.class.getName()));
        // the backbone is the parent's: the child is given addresses, not asked to start one
        settings.forEach((key, value) -> command.add(key + "=" + value));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader out = process.inputReader();
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith(READY)) {
                    String[] words = line.split(" ", -1);
                    // what it logs from now on must not fill its pipe
                    Unread.from(out);
                    return new DoomedService(process, words[1], Integer.parseInt(words[2]));
                }
            }
            throw new AssertionError("the service ended before it was ready");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }
}
