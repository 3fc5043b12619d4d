package io.opsbus.standalone;

import io.opsbus.standalone.backbone.process.Child;
import io.opsbus.standalone.backbone.process.StartFailure;
import io.opsbus.standalone.supervise.Program;
import io.opsbus.standalone.supervise.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The agent on this very machine ({@code up --with-agent}, {@code demo}): it becomes a managed instance of the built-in account. */
public final class AgentProgram {
    public static final String NAME = "agent";
    private static final String MAIN = "io.opsbus.agent.cli.Start";
    /** As {@code deploy/agent/opsbus-agent} has them, but for its class archive: that needs jars, and here are folders. */
    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-Xms4m",
            "-Xmx32m",
            "-Xmn2m",
            "-XX:MinHeapFreeRatio=5",
            "-XX:MaxHeapFreeRatio=10",
            "-XX:-ShrinkHeapInSteps",
            "-Xss256k",
            "-XX:TieredStopAtLevel=1",
            "-XX:CompileThresholdScaling=3",
            "-XX:ReservedCodeCacheSize=16m",
            "-XX:MaxMetaspaceSize=40m",
            "-XX:TrimNativeHeapInterval=10000",
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError");

    private static final String MALLOC_ARENAS = "MALLOC_ARENA_MAX";

    private final Settings settings;
    private final DataFolder data;
    private final BuiltInAccount account;

    /** This machine's agent; nothing is started yet. */
    public AgentProgram(Settings settings, BuiltInAccount account) {
        this.settings = settings;
        this.data = new DataFolder(settings.data());
        this.account = account;
    }

    Program program(List<String> after) {
        return new Program(
                NAME,
                this::start,
                data.log(NAME),
                after,
                this::connected,
                new Program.Stop("TERM", BackbonePrograms.STOP_PATIENCE));
    }

    private Path home() {
        return data.root().resolve(NAME);
    }

    /** Empty when its websocket is open, else why not. */
    public String connected() {
        Path state = home().resolve("state");
        try {
            return Files.exists(state) && Files.readString(state).startsWith("connected") ? "" : "not connected yet";
        } catch (IOException unreadable) {
            return "its state cannot be read";
        }
    }

    /** The managed instance this machine is; empty before it was registered. */
    public Optional<String> instanceId() throws IOException {
        Path file = home().resolve("hybrid").resolve("instance-id");
        return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    }

    /** Starts it, registered first if it never was. */
    public Running start() throws IOException {
        Files.deleteIfExists(home().resolve("state"));
        if (instanceId().isEmpty()) {
            register();
        }
        // the front may listen elsewhere than when the machine was registered
        return Running.of(child(List.of(), Map.of(MALLOC_ARENAS, "1", "ALIYUN_ASSIST_SERVER_HOST", server())));
    }

    /** With an activation for one machine, made for it; its code goes by environment. */
    private void register() throws IOException {
        Activation activation = Activation.create(new Api(settings, account));
        Child child = child(
                List.of(
                        "--register",
                        "--RegionId",
                        Api.REGION,
                        "--ActivationId",
                        activation.id(),
                        "--server",
                        server(),
                        "--ca",
                        Tls.authority(data).toString()),
                Map.of("OPSBUS_ACTIVATION_CODE", activation.code()));
        if (child.onExit().join() != 0) {
            throw new IOException("this machine cannot be registered as an instance; see " + data.log(NAME));
        }
    }

    private String server() {
        return settings.ports().door().near(settings.ports().agents());
    }

    private Child child(List<String> arguments, Map<String, String> environment) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(List.of("-cp", classPath(), MAIN, "--home", home().toString()));
        command.addAll(arguments);
        try {
            return Child.start(NAME, command, environment, data.log(NAME), DataFolder.LOG_BOUND);
        } catch (StartFailure cannot) {
            throw new IOException(cannot.getMessage(), cannot);
        }
    }

    private String classPath() {
        return Stream.of("agent", "schedule", "rpc/protocol")
                .map(module -> settings.home()
                        .resolve(module)
                        .resolve("target/classes")
                        .toString())
                .collect(Collectors.joining(java.io.File.pathSeparator));
    }
}
