package io.opsbus.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.agent.wire.Door;
import io.opsbus.agent.wire.Home;
import io.opsbus.agent.wire.OneKeyPair;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A registration that is ended, or another that is made, beside an agent that runs. */
class BesideTest {
    @TempDir
    Path folder;

    private Door door;
    private Home home;

    @BeforeEach
    void start() throws Exception {
        door = new Door(folder);
        home = new Home(folder.resolve("home"));
        home.settings(Map.of("server", door.host(), "ca", door.ca().toString()));
    }

    @AfterEach
    void end() throws Exception {
        door.close();
    }

    private void register(String instance) throws IOException {
        home.register(instance, "cn-local", "machine", OneKeyPair.keys());
    }

    @ParameterizedTest
    @CsvSource({"kicked, mi-2, REPLACED", "cut, mi-2, REPLACED", "kicked, , DEREGISTERED", "cut, , DEREGISTERED"})
    void whoItWasIsNotHeardOfAgain(String how, @Nullable String now, End end) throws Exception {
        register("mi-1");
        try (var service = new Service(
                home, home.identity().orElseThrow(), home.connection(_ -> null), Clock.systemUTC(), (_, _) -> {})) {
            home.note("state", "connected 2026-03-01T12:00:00Z");
            service.start();
            assertThat(home.note("state")).as("nobody is, yet").doesNotStartWith("connected 2026-03-01");
            await().until(() -> door.isConnected()
                    && door.count("/luban/api/heart-beat") == 1
                    && door.count("/luban/api/v1/task/list") == 1);
            List<Door.Heard> before = door.heard();
            home.deregister();
            if (now != null) {
                register(now);
            }
            if (how.equals("cut")) {
                door.cut();
            } else {
                door.kick("kick_vm");
            }
            assertThat(service.await()).isEqualTo(end);
            assertThat(door.heard()).isEqualTo(before);
        }
        assertThat(end.status()).isEqualTo(now == null ? 0 : 1);
    }

    @Test
    void whatTheServerHasEndedIsOverAtTheFirstHeartbeat() throws Exception {
        register("mi-1");
        door.bidFarewell();
        try (var service = new Service(
                home, home.identity().orElseThrow(), home.connection(_ -> null), Clock.systemUTC(), (_, _) -> {})) {
            service.start();
            await().until(() -> !home.isRegistered());
            assertThat(service.await()).isEqualTo(End.DEREGISTERED);
        }
    }

    /** It is said of the instance whose socket this is. */
    @Test
    void anEndThatTheServerTellsIsNotThatOfARegistrationMadeMeanwhile() throws Exception {
        register("mi-1");
        try (var service = new Service(
                home, home.identity().orElseThrow(), home.connection(_ -> null), Clock.systemUTC(), (_, _) -> {})) {
            service.start();
            await().until(door::isConnected);
            home.deregister();
            register("mi-2");
            door.kick("kick_vm agent deregister");
            assertThat(service.await()).isEqualTo(End.REPLACED);
        }
        assertThat(home.instanceId()).contains("mi-2");
    }

    /** A script that is ended with the agent is kept for whoever asks next, and nobody does. */
    @Test
    void nothingOfWhatItsScriptsWroteIsLeftOfARegistrationThatIsOver() throws Exception {
        register("mi-1");
        Path ran = folder.resolve("ran");
        String script =
                Base64.getEncoder().encodeToString(("touch " + ran + "; sleep 600").getBytes(StandardCharsets.UTF_8));
        door.gives("""
                {"run":[{"task":{"taskID":"t-1","type":"RunShellScript","commandContent":"%s","timeOut":"600"}}]}""".formatted(script));
        try (var service = new Service(
                home, home.identity().orElseThrow(), home.connection(_ -> null), Clock.systemUTC(), (_, _) -> {})) {
            service.start();
            await().atMost(Duration.ofMinutes(1)).until(() -> door.isConnected() && Files.exists(ran));
            door.cut("/task/error");
            door.kick("kick_vm agent deregister");
            assertThat(service.await()).isEqualTo(End.DEREGISTERED);
        }
        assertThat(home.untold()).doesNotExist();
    }

    @Test
    void anEndThatTheServerDoesNotTakeIsNotDone() throws Exception {
        register("mi-1");
        door.refuse("away");
        UnitFiles none = new UnitFiles(List.of());
        assertThat(said(1, none, this::inHome, "--deregister")).contains("401", "not there");
        assertThat(home.isRegistered()).isFalse();
    }

    /** What it would say goodbye with is still needed. */
    @Test
    void withoutAnAuthorityNothingIsForgotten() throws Exception {
        register("mi-1");
        home.settings(Map.of("ca", folder.resolve("none.pem").toString()));
        UnitFiles none = new UnitFiles(List.of());
        assertThat(said(1, none, this::inHome, "--deregister")).contains("none.pem");
        assertThat(home.isRegistered()).isTrue();
    }

    @Test
    void theUnitsFilesSayWhereItLives() throws Exception {
        register("mi-1");
        Path file = Files.writeString(folder.resolve("unit"), "OPSBUS_AGENT_HOME=" + home.folder() + "\n");
        assertThat(said(1, new UnitFiles(List.of(file)), _ -> null, "--status")).contains("registered: mi-1");
    }

    /** Of an installation before, whose authority is gone. */
    @Test
    void anAuthorityIsTakenAway() throws Exception {
        home.settings(Map.of("ca", folder.resolve("none.pem").toString(), "powerActions", "true"));
        var words = registering(door.host());
        words[words.length - 1] = "";
        UnitFiles none = new UnitFiles(List.of());
        assertThat(said(1, none, this::inHome, words)).doesNotContain("none.pem");
        assertThat(Files.readString(home.folder().resolve("agent.properties")))
                .doesNotContain("ca=")
                .contains("powerActions=true");
    }

    /** A file whose name was kept over a power cut, and whose contents were not. */
    @ParameterizedTest
    @ValueSource(strings = {"instance-id", "machine-id", "pri-key"})
    void anEmptyPartOfARegistrationIsNone(String part) throws Exception {
        register("mi-1");
        Files.writeString(home.folder().resolve("hybrid").resolve(part), "");
        UnitFiles none = new UnitFiles(List.of());
        assertThat(said(End.UNREGISTERED.status(), none, this::inHome)).contains(part);
    }

    @Test
    void beforeEachHeartbeatItIsAskedWhoTheMachineIs() throws Exception {
        register("mi-1");
        var registration = new Registration(home, "mi-1");
        assertThat(registration.over()).isEmpty();
        register("mi-2");
        assertThat(registration.over()).contains(End.REPLACED);
        home.deregister();
        assertThat(registration.over()).contains(End.DEREGISTERED);
    }

    private String said(int status, UnitFiles unit, Function<String, @Nullable String> environment, String... words)
            throws InterruptedException {
        var out = new ByteArrayOutputStream();
        int ended = new Agent(new PrintStream(out, true, StandardCharsets.UTF_8), environment, unit).run(words);
        String said = out.toString(StandardCharsets.UTF_8);
        assertThat(ended).as(said).isEqualTo(status);
        return said;
    }

    private @Nullable String inHome(String name) {
        return name.equals("OPSBUS_AGENT_HOME") ? home.folder().toString() : null;
    }

    private String[] registering(String server) {
        return new String[] {
            "--register",
            "-R",
            "r",
            "-I",
            "a",
            "-C",
            "c",
            "--server",
            server,
            "--ca",
            door.ca().toString()
        };
    }

    @Test
    void whoRegistersBesideAnAgentThatRunsHearsWhatBecomesOfIt() throws Exception {
        UnitFiles none = new UnitFiles(List.of());
        assertThat(said(0, none, this::inHome, registering(door.host())))
                .contains("instance id: mi-new")
                .doesNotContain("systemctl");
        home.deregister();
        try (var channel = FileChannel.open(
                        home.folder().resolve("agent.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            assertThat(said(0, none, this::inHome, registering(door.host())))
                    .contains("instance id: mi-new", "systemctl restart opsbus-agent");
        }
    }

    @Test
    void nobodyIsRegisteredWhereTheServiceWouldNotGo() throws Exception {
        Path file = Files.writeString(folder.resolve("unit"), "LANG=C\nALIYUN_ASSIST_SERVER_HOST=\"old.example:1\"\n");
        var unit = new UnitFiles(List.of(folder.resolve("none"), file));
        var typed = unit.beneath(this::inHome);
        assertThat(typed.apply("ALIYUN_ASSIST_SERVER_HOST")).isEqualTo("old.example:1");
        assertThat(typed.apply("LANG")).as("no business of ours").isNull();
        assertThat(unit.beneath(_ -> "").apply("ALIYUN_ASSIST_SERVER_HOST")).isEmpty();
        assertThat(said(1, unit, typed, registering(door.host())))
                .contains("--server", door.host(), "old.example:1", "ALIYUN_ASSIST_SERVER_HOST", file.toString());
        assertThat(door.heard()).isEmpty();
        assertThat(home.isRegistered()).isFalse();
    }

    @Test
    void aRegistrationOfWhichAPartIsLostCanBeForgotten() throws Exception {
        register("mi-1");
        Files.delete(home.folder().resolve("hybrid/pri-key"));
        UnitFiles none = new UnitFiles(List.of());
        assertThat(said(End.UNREGISTERED.status(), none, this::inHome)).contains("pri-key");
        assertThat(said(1, none, this::inHome, "--deregister")).contains("forgotten here");
        assertThat(home.isRegistered()).isFalse();
    }

    /** The note is of a process that was killed. */
    @Test
    void whatDoesNotRunIsNotConnected() throws Exception {
        register("mi-1");
        home.note("state", "connected 2026-03-01T12:00:00Z");
        assertThat(said(1, new UnitFiles(List.of()), this::inHome, "--status"))
                .contains("running:    no", "server:     not connected");
    }
}
