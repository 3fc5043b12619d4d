package io.opsbus.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.standalone.FrontDoor.Ran;
import io.opsbus.standalone.settings.SettingsFile;
import io.opsbus.standalone.supervise.FolderLock;
import io.opsbus.standalone.supervise.Pids;
import io.opsbus.standalone.supervise.StateFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot work is refused in one sentence, before anything is started. */
class UpRefusesIT {
    @TempDir
    Path data;

    @Test
    void aTakenPortIsNamedAndNothingIsStarted() throws Exception {
        int offset = 9000;
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), new Ports(offset).kafka()));

            Ran up = run("./opsbus up", Map.of(Settings.ENV_OFFSET, Integer.toString(offset)));

            refused(up, "Port " + taken.getLocalPort() + " for Kafka is taken");
        }
    }

    @Test
    void aMissingJdk25IsNamed() throws Exception {
        Ran up = run(
                "./opsbus up", Map.of("OPSBUS_JVM_FOLDERS", data.toString(), "JAVA_HOME", "", "HOME", data.toString()));

        refused(up, "JDK 25 is needed");
    }

    @Test
    void aWrongAddressIsNamed() throws Exception {
        refused(run("./opsbus up --postgres postgres://db", Map.of()), "--postgres must be a server URL");
        refused(run("./opsbus up --kafka kafka.example", Map.of()), "--kafka (OPSBUS_KAFKA) must be HOST:PORT");
        refused(
                run("./opsbus up", Map.of("OPSBUS_REGISTRY", "registry.example:8081")),
                "--registry (OPSBUS_REGISTRY) must be the base URL");
    }

    @Test
    void anOpenDoorWithoutANameIsNamed() throws Exception {
        refused(run("./opsbus up", Map.of("OPSBUS_AGENTS_BIND", "0.0.0.0")), "OPSBUS_AGENTS_NAMES is not set");
        refused(run("./opsbus up", Map.of("OPSBUS_AGENTS_BIND", "eth0")), "OPSBUS_AGENTS_BIND must be an address");
    }

    @Test
    void aFullDiskIsNamed() throws Exception {
        // a file system of 64 MiB in a mount namespace of its own
        Ran up = run(
                "unshare --user --map-root-user --mount bash -c 'mount -t tmpfs -o size=64m small \"$OPSBUS_DATA\" && ./opsbus up'",
                Map.of());

        refused(up, "MiB free and 256 MiB are needed");
    }

    /** A flag that has no effect must not look as if it had one. */
    @Test
    void whatRunsOtherwiseIsNamed() throws Exception {
        Files.createDirectories(data.resolve("run"));
        Files.writeString(data.resolve("run/settings.json"), "{\"portOffset\":9000}");
        // this very process stands for a supervisor
        ProcessHandle here = ProcessHandle.current();
        state(here.pid(), "ready").write(data.resolve("run/state.json"));

        Ran up = run(
                "./opsbus up --with-agent",
                Map.of("OPSBUS_AGENTS_BIND", "0.0.0.0", "OPSBUS_AGENTS_NAMES", "ops.example"));

        assertThat(up.exit()).isEqualTo(1);
        assertThat(up.output())
                .contains(
                        "OPSBUS_AGENTS_BIND: runs with 127.0.0.1, asked for 0.0.0.0",
                        "OPSBUS_AGENTS_NAMES: runs with none, asked for ops.example",
                        "--with-agent: runs with no, asked for yes",
                        "Run ./opsbus down, then this command again.")
                .doesNotContain("Already running");
        assertThat(data.resolve("run/settings.json")).hasContent("{\"portOffset\":9000}");
        assertThat(run("./opsbus up", Map.of()).output()).contains("Already running");
    }

    private static StateFile state(long pid, String word) {
        long started = ProcessHandle.of(pid).map(Pids::startedMillis).orElse(0L);
        return new StateFile(pid, started, "", List.of(new StateFile.Child("kafka", word, 0, 0, 1, 0, "")));
    }

    /** What is being stopped is all there for a moment yet. */
    @Test
    void whoComesWhileItIsBeingStoppedWaitsForItsEnd() throws Exception {
        int offset = 9000;
        Path file = Files.createDirectories(data.resolve("run")).resolve("state.json");
        state(ProcessHandle.current().pid(), "stopping").write(file);
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), new Ports(offset).kafka()));
            Process up = begin("./opsbus up", Map.of(Settings.ENV_OFFSET, Integer.toString(offset)));
            var lines = up.inputReader(UTF_8);
            assertThat(lines.readLine()).startsWith("A system is being stopped in " + data);

            Process over = new ProcessBuilder("true").start();
            over.waitFor();
            state(over.pid(), "stopped").write(file);
            assertThat(lines.readAllAsString())
                    .contains("Port " + taken.getLocalPort() + " for Kafka is taken")
                    .doesNotContain("Already running");
            assertThat(up.waitFor()).isEqualTo(1);
        }
    }

    /** Two that look at once both find nothing, and would start everything twice. */
    @Test
    void whoComesWhileAnotherUpIsAtWorkWaitsForIt() throws Exception {
        int offset = 9000;
        Path lock = Files.createDirectories(data.resolve("run")).resolve("up.lock");
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), new Ports(offset).kafka()));
            BufferedReader lines;
            try (FolderLock _ = FolderLock.tryTake(lock).orElseThrow()) {
                Process up = begin("./opsbus up", Map.of(Settings.ENV_OFFSET, Integer.toString(offset)));
                lines = up.inputReader(UTF_8);
                assertThat(lines.readLine()).startsWith("Another ./opsbus up is at work in " + data);
                assertThat(up.isAlive()).isTrue();
            }
            assertThat(lines.readAllAsString()).contains("for Kafka is taken");
        }
    }

    @Test
    void aSupervisorThatSaysNothingIsNamedAndNotJoinedByAnother() throws Exception {
        Path lock = Files.createDirectories(data.resolve("run")).resolve("supervisor.lock");
        try (FolderLock _ = FolderLock.tryTake(lock).orElseThrow()) {
            refused(
                    run("./opsbus up", Map.of()),
                    "Process " + ProcessHandle.current().pid() + " runs a system in");
        }
    }

    @Test
    void anAddressThatIsNotOfThisMachineIsNamed() throws Exception {
        refused(
                run("./opsbus up", Map.of("OPSBUS_AGENTS_BIND", "192.0.2.1", "OPSBUS_PORT_OFFSET", "9000")),
                "OPSBUS_AGENTS_BIND=192.0.2.1 is no address of this machine; it has ");
    }

    /** What looks at this machine says nothing of a system that is elsewhere. */
    @Test
    void whatIsForThisMachineDoesNotStandInForASystemElsewhere() throws Exception {
        for (String verb : List.of("account id", "operator-token", "status", "agents list", "events tail", "demo")) {
            Ran ran = run("./opsbus " + verb, Map.of("OPSBUS_URL", "https://ops.example:18443"));
            assertThat(ran.output())
                    .startsWith("opsbus: ./opsbus " + verb + " is for a system in a data folder of this machine, and"
                            + " OPSBUS_URL names one elsewhere");
            assertThat(ran.exit()).as(verb).isEqualTo(1);
        }
        assertThat(run("./opsbus agents list --data " + data, Map.of("OPSBUS_URL", "https://ops.example:18443"))
                        .output())
                .isEqualTo("No version is published.\n");
    }

    /** So are names people give, and half of each help text, whatever the locale of a server is. */
    @Test
    void chineseIsReadAndWrittenInTheCLocaleToo() throws Exception {
        for (String locale : List.of("C", "C.UTF-8")) {
            assertThat(run("./opsbus down --help", Map.of("LC_ALL", locale)).output())
                    .contains("停止全部服务");
            assertThat(run("./opsbus 停止", Map.of("LC_ALL", locale)).output())
                    .contains("Unmatched argument at index 0: '停止'");
        }
    }

    @Test
    void aLineOfTheKeptSettingsThatCannotBeMeantIsNamed() throws Exception {
        Path file = data.resolve("settings.env");
        SettingsFile.make(file);
        Files.writeString(file, "OPSBUS_BIND=0.0.0.0\n");

        refused(run("./opsbus up", Map.of()), "settings.env, line 1: OPSBUS_BIND is fixed by up");
    }

    @Test
    void anotherDatabaseThanLastTimeIsNamed() throws Exception {
        Files.createDirectories(data.resolve("run"));
        Files.writeString(data.resolve("run/settings.json"), "{\"postgres\":\"jdbc:postgresql://db:5432/\"}");

        refused(run("./opsbus up", Map.of("OPSBUS_POSTGRES", "")), "it was jdbc:postgresql://db:5432/ last time");
    }

    private void refused(Ran up, String sentence) {
        assertThat(up.exit()).isNotZero();
        assertThat(up.output()).contains(sentence).doesNotContain("Exception");
        assertThat(Files.exists(data.resolve("run/state.json"))).isFalse();
    }

    private Ran run(String command, Map<String, String> env) throws Exception {
        return door(env).run(command);
    }

    private Process begin(String command, Map<String, String> env) throws IOException {
        return door(env).begin(command);
    }

    private FrontDoor door(Map<String, String> env) {
        Map<String, String> all = new HashMap<>(env);
        all.put(Settings.ENV_DATA, data.toString());
        return new FrontDoor(all);
    }
}
