package io.opsbus.invocation.agentlink;

import io.opsbus.agent.cli.Start;
import io.opsbus.agent.wire.Connection;
import io.opsbus.agent.wire.Home;
import io.opsbus.agent.wire.Identity;
import io.opsbus.agent.wire.Registrar;
import io.opsbus.invocation.InstanceId;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Our agent in a process of its own.
 *
 * @param home its folder; what it says beside its log is in {@code agent.out} there
 */
record AgentProcess(Home home, Process process) implements AutoCloseable {
    /** Registers a machine. */
    static InstanceId register(Home home, Path ca, int port, String activation, String code) throws Exception {
        var connection = new Connection("127.0.0.1:" + port, ca);
        KeyPair keys = Identity.freshKeys();
        try (HttpClient client = connection.client(Runnable::run)) {
            var wanted = new Registrar.Wanted(activation, code, "cn-hangzhou", "one", Map.of());
            String id = new Registrar(connection, client).register(wanted, "machine", keys);
            home.register(id, "cn-hangzhou", "machine", keys);
            home.settings(Map.of("server", connection.host(), "ca", ca.toString()));
            return new InstanceId(id);
        }
    }

    /** Starts what is registered there. */
    static AgentProcess start(Home home) throws IOException {
        return start(home, Start.class, "--home", home.folder().toString());
    }

    /** Starts it so that it stands still where its log says this. */
    static AgentProcess held(Home home, String where) throws IOException {
        return start(home, HeldAgent.class, home.folder().toString(), where);
    }

    private static AgentProcess start(Home home, Class<?> main, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        command.addAll(List.of(words));
        return new AgentProcess(
                home,
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(
                                home.folder().resolve("agent.out").toFile()))
                        .start());
    }

    /** SIGKILL: it can say nothing more, and what it had started goes on. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
