package io.opsbus.standalone.micronaut;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The host as the launcher runs it: a process of its own. */
@Timeout(120)
class HostProcessTest {
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    @Test
    void itPrintsReadyAndEndsWhenToldTo() throws Exception {
        Process host = start("--opsbus.gateway.port=0");
        try (var out = host.inputReader()) {
            List<String> lines =
                    out.lines().takeWhile(line -> !line.equals("READY")).toList();
            assertThat(lines).allMatch(line -> line.startsWith("{"));
            assertThat(lines)
                    .filteredOn(line -> line.contains("service started"))
                    .hasSize(5);
            // destroy() sends SIGTERM
            host.destroy();
            assertThat(host.waitFor(30, TimeUnit.SECONDS)).isTrue();
            // 128 + 15: the JVM ran its hooks and ended by that signal
            assertThat(host.exitValue()).isEqualTo(143);
        } finally {
            host.destroyForcibly();
        }
    }

    @Test
    void aServiceThatCannotStartEndsItWithAStatusAndItsName() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process host = start("--opsbus.gateway.port=" + taken.getLocalPort());
            try (var out = host.inputReader()) {
                List<String> lines = out.lines().toList();
                assertThat(host.waitFor(30, TimeUnit.SECONDS)).isTrue();
                assertThat(host.exitValue()).isEqualTo(1);
                assertThat(lines).noneMatch(line -> line.equals("READY"));
                assertThat(lines)
                        .anyMatch(line -> line.contains("\"message\":\"gateway cannot start: ")
                                && line.contains("" + taken.getLocalPort()));
            } finally {
                host.destroyForcibly();
            }
        }
    }

    private static Process start(String... settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                MicronautHost.class.getName(),
                "--opsbus.command.port=0",
                "--opsbus.invocation.port=0",
                "--opsbus.instance.port=0",
                "--opsbus.queue.port=0",
                "--opsbus.registry.url=http://127.0.0.1:1",
                "--opsbus.internal-key=" + KEY,
                "--opsbus.gateway.master-key=" + KEY,
                "--opsbus.gateway.operator-token=" + KEY,
                "--opsbus.postgres.url=jdbc:postgresql://127.0.0.1:1/",
                "--opsbus.kafka.bootstrap=127.0.0.1:1"));
        command.addAll(List.of(settings));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
