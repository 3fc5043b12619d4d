package io.opsbus.standalone;

import io.opsbus.standalone.backbone.process.Child;
import io.opsbus.standalone.backbone.process.JavaProgram;
import io.opsbus.standalone.backbone.process.StartFailure;
import io.opsbus.standalone.front.Door;
import io.opsbus.standalone.supervise.Probe;
import io.opsbus.standalone.supervise.Program;
import io.opsbus.standalone.supervise.Running;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The agents' port as a process of its own: it stays open while invocation-service is started anew (ADR 15). Small enough to be
 * there again in a second itself.
 */
public final class FrontProgram {
    public static final String NAME = "agents-front";
    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-Xms4m",
            "-Xmx48m",
            "-Xss256k",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError");

    private final Settings settings;
    private final DataFolder data;

    FrontProgram(Settings settings) {
        this.settings = settings;
        this.data = new DataFolder(settings.data());
    }

    Program program() {
        return new Program(
                NAME,
                this::start,
                data.log(NAME),
                List.of(),
                Probe.port(
                        InetAddress.ofLiteral(settings.ports().door().near()),
                        settings.ports().agents()),
                new Program.Stop("TERM", BackbonePrograms.STOP_PATIENCE));
    }

    private Running start() throws IOException {
        Path classes = settings.home().resolve("standalone/launcher/target/classes");
        Door door = settings.ports().door();
        List<String> flags = new ArrayList<>(FLAGS);
        if (!door.isIpv6()) {
            flags.add("-Djava.net.preferIPv4Stack=true");
        }
        var java = new JavaProgram(
                List.of(classes),
                "io.opsbus.standalone.front.FrontMain",
                flags,
                List.of(
                        door.bind(),
                        Integer.toString(settings.ports().agents()),
                        Integer.toString(settings.ports().agentsBehindFront())),
                Optional.empty());
        try {
            return Running.of(Child.start(NAME, java.command(), Map.of(), data.log(NAME), DataFolder.LOG_BOUND));
        } catch (StartFailure cannot) {
            throw new IOException(cannot.getMessage(), cannot);
        }
    }
}
