package io.opsbus.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A service's own main in a process of its own, to be killed; closing kills it too, so that a failed test leaves none behind. */
public final class ServiceProcess implements AutoCloseable {
    private final Process process;

    private ServiceProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts it on the class path of this test.
     *
     * @param settings given as {@code --key=value}
     * @param log takes what it writes, after what is there
     */
    public static ServiceProcess start(Class<?> main, Map<String, Object> settings, Path log) {
        return start(main, settings, List.of(), log);
    }

    /** The same, with these options for its JVM too. */
    public static ServiceProcess start(Class<?> main, Map<String, Object> settings, List<String> jvm, Path log) {
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx384m"));
        command.addAll(jvm);
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        settings.forEach((key, value) -> command.add("--" + key + "=" + value));
        try {
            return new ServiceProcess(new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(log.toUri())))
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it lives. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL; returns when the process is gone. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Sends it a signal, such as {@code STOP} or {@code CONT}; returns when the signal is sent. */
    public void signal(String name) {
        try {
            var sent = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .onExit()
                    .join();
            if (sent.exitValue() != 0) {
                throw new IllegalStateException("SIG" + name + " was not sent");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
