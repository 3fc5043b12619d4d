package io.opsbus.agent.cli;

import io.opsbus.agent.windows.Machine;
import io.opsbus.agent.wire.AgentVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The last boot of this machine. */
final class Boot {
    private static final boolean WINDOWS = AgentVersion.osType().equals("windows");
    private static final Path ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path UP = Path.of("/proc/uptime");

    private Boot() {}

    /** Another one after each boot; empty where the system has none. */
    static Optional<String> id() throws IOException {
        if (WINDOWS) {
            return Machine.boot();
        }
        return Files.isReadable(ID) ? Optional.of(Files.readString(ID).strip()) : Optional.empty();
    }

    /** Since then; zero where nobody knows. */
    static Duration up() throws IOException {
        if (WINDOWS) {
            return Machine.up();
        }
        return Files.isReadable(UP)
                ? Duration.ofMillis(
                        (long) (Double.parseDouble(Files.readString(UP).split(" ", 2)[0]) * 1000))
                : Duration.ZERO;
    }
}
