package io.opsbus.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.standalone.FrontDoor.Ran;
import io.opsbus.standalone.settings.SettingsFile;
import io.opsbus.standalone.supervise.Pids;
import io.opsbus.standalone.supervise.StateFile;
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
    void aWrongPostgresUrlIsNamed() throws Exception {
        refused(run("./opsbus up --postgres postgres://db", Map.of()), "--postgres must be a server URL");
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
        new StateFile(here.pid(), Pids.startedMillis(here), "", List.of()).write(data.resolve("run/state.json"));

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
        Map<String, String> all = new HashMap<>(env);
        all.put(Settings.ENV_DATA, data.toString());
        return new FrontDoor(all).run(command);
    }
}
