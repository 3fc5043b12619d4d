package io.opsbus.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.agent.update.Version;
import io.opsbus.agent.update.Versions;
import io.opsbus.agent.wire.Home;
import io.opsbus.agent.wire.OneKeyPair;
import io.opsbus.invocation.schedule.Schedule;
import io.opsbus.rpc.json.JsonReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, whose other version is made for the test: one that comes up, and those that do not. */
class StartTest {
    private static final Version TWO = new Version("0.2.0");
    private static final String WAIT = "Thread.currentThread().join();";

    @TempDir
    Path folder;

    private record Said(int status, String text) {}

    /** As far as it is looked at: the installed agent ends at once, and says why. */
    @BeforeEach
    void registered() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("hybrid")).resolve("instance-id"), "mi-1");
    }

    private Versions versions() {
        return new Versions(folder.resolve("versions"));
    }

    /** Lays a version on trial whose agent does this and no more. */
    private void onTrial(Version version, String body) throws IOException {
        Path source = Files.createDirectories(folder.resolve("src/io/opsbus/agent/cli"))
                .resolve("Agent.java");
        Files.writeString(
                source,
                "package io.opsbus.agent.cli; import java.nio.file.*; public class Agent {"
                        + " public static void main(String[] words) throws Exception { Path home = Path.of(words[1]); "
                        + body + " } }");
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        OutputStream.nullOutputStream(),
                        OutputStream.nullOutputStream(),
                        "-Xlint:none",
                        "-d",
                        folder.resolve("classes").toString(),
                        source.toString());
        assertThat(status).isZero();
        lay(version, Files.readAllBytes(folder.resolve("classes/io/opsbus/agent/cli/Agent.class")));
        write("trial=" + version + "\nbegun=0\n");
    }

    private void lay(Version version, byte[] classFile) throws IOException {
        Path lib = Files.createDirectories(
                folder.resolve("versions").resolve(version.text()).resolve("lib"));
        try (var jar = new JarOutputStream(Files.newOutputStream(lib.resolve("agent.jar")))) {
            jar.putNextEntry(new ZipEntry("io/opsbus/agent/cli/Agent.class"));
            jar.write(classFile);
        }
    }

    private void write(String standing) throws IOException {
        Files.writeString(folder.resolve("versions").resolve("standing"), standing);
    }

    private Said start(int trialSeconds) throws IOException, InterruptedException {
        Process process = process(trialSeconds);
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }

    private Process process(int trialSeconds) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dopsbus.agent.trial=" + trialSeconds,
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Start.class.getName(),
                        "--home",
                        folder.toString()))
                .redirectErrorStream(true)
                .start();
    }

    private void assertInstalledRuns() throws IOException, InterruptedException {
        assertThat(start(60).text()).contains("registration lacks");
    }

    @Test
    void withoutAnotherVersionWhatWasInstalledRuns() throws Exception {
        assertInstalledRuns();
        assertThat(folder.resolve("versions")).doesNotExist();
    }

    /** It has nothing it could show. */
    @Test
    void onAMachineThatIsNotRegisteredNoVersionIsTried() throws Exception {
        onTrial(TWO, "System.exit(3);");
        Files.delete(folder.resolve("hybrid/instance-id"));
        Said said = start(60);
        assertThat(said.status()).as(said.text()).isEqualTo(End.UNREGISTERED.status());
        assertThat(Files.readString(folder.resolve("versions/standing"))).contains("trial=0.2.0", "begun=0");
    }

    @Test
    void aVersionThatConnectsIsCurrentFromThenOn() throws Exception {
        onTrial(TWO, """
                Files.writeString(home.resolve("state"), "connected now");
                while (!Files.readString(home.resolve("versions/standing")).contains("current=0.2.0")) Thread.onSpinWait();
                System.out.println("runs as " + System.getProperty("opsbus.agent.version"));
                System.exit(7);
                """);
        Said said = start(60);
        assertThat(said.text()).contains("runs as 0.2.0");
        assertThat(said.status()).isEqualTo(7);
        assertThat(versions().standing().current()).contains(TWO);
        assertThat(versions().standing().trial()).isEmpty();
        assertThat(start(60).status()).isEqualTo(7);
    }

    @Test
    void aVersionThatFailsToStartIsTriedThreeTimesAndThenWhatWasBeforeRuns() throws Exception {
        onTrial(TWO, "System.exit(3);");
        for (int times = 0; times < 3; times++) {
            assertThat(start(60).status()).isEqualTo(3);
        }
        assertInstalledRuns();
        assertThat(versions().standing().refused()).containsOnlyKeys(TWO);
    }

    @Test
    void aVersionThatFailsRightAfterItIsConnectedHasNotComeUp() throws Exception {
        onTrial(
                TWO,
                "Files.writeString(home.resolve(\"state\"), \"connected now\");"
                        + " java.util.concurrent.locks.LockSupport.parkNanos(1_000_000_000L); System.exit(1);");
        for (int times = 0; times < 3; times++) {
            assertThat(start(60).status()).isEqualTo(1);
        }
        assertInstalledRuns();
        assertThat(versions().standing().refused()).containsOnlyKeys(TWO);
    }

    /** The agent's own classes but one its background needs: the process would go on, and be deaf. */
    @Test
    void aVersionWhoseLoopFailsIsTriedThreeTimesAndThenWhatWasBeforeRuns() throws Exception {
        var home = new Home(folder);
        home.register("mi-1", "cn-local", "machine", OneKeyPair.keys());
        home.settings(Map.of("server", "127.0.0.1:1"));
        Path lib = Files.createDirectories(folder.resolve("versions/0.2.0/lib"));
        for (Class<?> one : List.of(Start.class, Schedule.class, JsonReader.class)) {
            pack(one, lib.resolve(one.getSimpleName() + ".jar"), "Heartbeat");
        }
        write("trial=0.2.0\nbegun=0\n");
        for (int times = 0; times < 3; times++) {
            Said said = start(60);
            assertThat(said.status()).as(said.text()).isEqualTo(1);
        }
        Process installed = process(60);
        try {
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(
                            () -> assertThat(versions().standing().refused()).containsOnlyKeys(TWO));
            assertThat(versions().standing().runs()).isEmpty();
        } finally {
            installed.destroyForcibly().onExit().join();
        }
    }

    /** The jar or the folder a class is from, as a jar. */
    private static void pack(Class<?> one, Path jar, String without) throws Exception {
        Path from =
                Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isRegularFile(from)) {
            Files.copy(from, jar);
            return;
        }
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith(without))
                    .toList()) {
                out.putNextEntry(new ZipEntry(from.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
    }

    @Test
    void aVersionThatHangsIsEndedAndWhatWasBeforeRuns() throws Exception {
        onTrial(TWO, WAIT);
        assertThat(start(1).status()).isEqualTo(End.OUTDATED.status());
        assertInstalledRuns();
    }

    @Test
    void aVersionThatHangsInItsEndIsEndedToo() throws Exception {
        onTrial(
                TWO,
                "Runtime.getRuntime().addShutdownHook(new Thread(() -> { while (true) Thread.onSpinWait(); }));"
                        + " System.exit(0);");
        assertThat(start(1).status()).isEqualTo(End.OUTDATED.status());
        assertInstalledRuns();
    }

    @Test
    void aVersionThatIsNoProgramIsNotTriedTwice() throws Exception {
        lay(TWO, "no class".getBytes(StandardCharsets.UTF_8));
        write("trial=0.2.0\nbegun=0\n");
        assertThat(start(60).status()).isEqualTo(End.OUTDATED.status());
        assertInstalledRuns();
        assertThat(versions().standing().refused()).containsOnlyKeys(TWO);
    }

    @Test
    void aVersionThatWorkedAndIsBrokenNowIsLeftForTheOneBefore() throws Exception {
        lay(TWO, "no class".getBytes(StandardCharsets.UTF_8));
        write("current=0.2.0\n");
        assertThat(start(60).status()).isEqualTo(End.OUTDATED.status());
        assertInstalledRuns();
    }

    /** Somebody types the service's command beside it. */
    @Test
    void besideAnAgentThatRunsNoVersionIsTriedAndWhatItSaysOfItselfStays() throws Exception {
        onTrial(TWO, WAIT);
        Files.writeString(folder.resolve("state"), "connected before");
        try (var channel = FileChannel.open(
                        folder.resolve("agent.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            Said said = start(1);
            assertThat(said.text())
                    .as("what was installed is not started either")
                    .contains("another agent runs");
            assertThat(said.status()).isEqualTo(1);
        }
        assertThat(Files.readString(folder.resolve("state"))).isEqualTo("connected before");
        assertThat(Files.readString(folder.resolve("versions/standing"))).contains("trial=0.2.0", "begun=0");
    }
}
