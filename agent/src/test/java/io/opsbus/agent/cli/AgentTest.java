package io.opsbus.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.agent.wire.Home;
import io.opsbus.agent.wire.OneKeyPair;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private int run(String... words) throws InterruptedException {
        return new Agent(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        name -> name.equals("OPSBUS_AGENT_HOME") ? folder.toString() : null,
                        new UnitFiles(List.of()))
                .run(words);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void itTellsItsVersionAndItsOptions() throws InterruptedException {
        assertThat(run("-v")).isZero();
        assertThat(run("--help")).isZero();
        assertThat(said()).startsWith("2.2.4.1 (OpsBus agent ").contains("--register", "--deregister", "--status");
    }

    @Test
    void aMachineThatIsNotRegisteredNeitherRunsNorDeregisters() throws InterruptedException {
        assertThat(run()).isEqualTo(End.UNREGISTERED.status());
        assertThat(run("--deregister")).isEqualTo(1);
        assertThat(run("--status")).isEqualTo(1);
        assertThat(said()).contains("not registered", "registered: no", "running:    no");
    }

    @Test
    void aRegistrationThatFailsSaysSoWithItsExitStatus() throws InterruptedException {
        assertThat(run("--register", "-R", "r", "-I", "a", "-C", "c", "--server", "127.0.0.1:1"))
                .isEqualTo(1);
        assertThat(run("--register", "-R", "r")).isEqualTo(1);
        assertThat(said()).contains("--ActivationId is missing");
    }

    @Test
    void aMachineIsRegisteredOnce() throws Exception {
        new Home(folder).register("mi-1", "r", "m", OneKeyPair.keys());
        assertThat(run("--register", "-R", "r", "-I", "a", "-C", "c", "--server", "127.0.0.1:1"))
                .isEqualTo(1);
        assertThat(said()).contains("registered already");
    }

    @Test
    void aCommandLineNobodyCanReadIsRefused() throws InterruptedException {
        assertThat(run("--frobnicate")).isEqualTo(2);
        assertThat(run("--server")).isEqualTo(2);
        assertThat(run("-r", "--tag", "x")).isEqualTo(2);
    }

    @Test
    void valuesMayStandBehindAnEqualsSign() {
        assertThat(Arguments.read("-r", "--RegionId=cn-local", "-T", "a=b=c"))
                .isInstanceOfSatisfying(Arguments.Read.Good.class, good -> {
                    assertThat(good.arguments().value("RegionId")).contains("cn-local");
                    assertThat(good.arguments().tags()).containsEntry("a", "b=c");
                });
    }

    private Home registered(Map<String, String> settings) throws Exception {
        var home = new Home(folder);
        home.register("mi-1", "r", "m", OneKeyPair.keys());
        home.settings(Map.of("server", "127.0.0.1:1"));
        home.settings(settings);
        return home;
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log/agent.log"));
    }

    /** Whoever watches the process starts it again, and a version on trial has had one try. */
    @Test
    void anAgentOfWhichAPartFailsEndsWithOne() throws Exception {
        registered(Map.of());
        Files.createDirectory(folder.resolve("boot-id"));
        assertThat(run()).isEqualTo(1);
        assertThat(log()).contains("agent fails", "agent ends why=FAILED");
    }

    @Test
    void aSettingNobodyCanReadIsNamedAndNothingStarts() throws Exception {
        registered(Map.of("updateEvery", "1h"));
        assertThat(run()).isEqualTo(1);
        assertThat(said()).contains("updateEvery", "agent.properties", "not 1h");
        assertThat(log()).contains("agent cannot start", "updateEvery").doesNotContain("agent fails");
    }

    @Test
    void withoutTheFileOfAKeyItSaysSoAndRunsOn() throws Exception {
        Home home = registered(Map.of("updateKey", folder.resolve("none.pem").toString(), "updateEvery", "PT1S"));
        List<String> journal = new CopyOnWriteArrayList<>();
        var service = new Service(
                home,
                home.identity().orElseThrow(),
                home.connection(_ -> null),
                Clock.systemUTC(),
                (what, pairs) -> journal.add(what + " " + Arrays.toString(pairs)));
        try (service) {
            service.start();
            await().untilAsserted(() -> assertThat(journal)
                    .anySatisfy(
                            line -> assertThat(line).contains("no other version is taken", "updateKey", "none.pem")));
            await().untilAsserted(() ->
                    assertThat(journal).anySatisfy(line -> assertThat(line).contains("cannot connect")));
        }
        assertThat(service.await()).isEqualTo(End.STOPPED);
    }

    @Test
    void theLogIsRotatedAndItsOldestGoes() throws Exception {
        var log = new LogFile(folder, Clock.systemUTC(), 100, 3);
        for (int i = 0; i < 100; i++) {
            log.note("line", "number", i + "\nforged");
        }
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("agent.log", "agent.log.1", "agent.log.2", "agent.log.3");
        }
        assertThat(Files.readString(folder.resolve("agent.log"))).doesNotContain("\nforged");
    }
}
