package io.opsbus.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.agent.update.Version;
import io.opsbus.agent.update.Versions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, whose other version is made for the test: one that comes up, and those that do not. */
class StartTest {
    private static final Version TWO = new Version("0.2.0");
    private static final String WAIT = "Thread.currentThread().join();";

    @TempDir
    Path folder;

    private record Said(int status, String text) {}

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
        Process process = new ProcessBuilder(List.of(
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
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }

    private void assertInstalledRuns() throws IOException, InterruptedException {
        assertThat(start(60).text()).contains("this machine is not registered");
    }

    @Test
    void withoutAnotherVersionWhatWasInstalledRuns() throws Exception {
        assertInstalledRuns();
        assertThat(folder.resolve("versions")).doesNotExist();
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
    void aVersionThatHangsIsEndedAndWhatWasBeforeRuns() throws Exception {
        onTrial(TWO, WAIT);
        assertThat(start(1).status()).isEqualTo(Agent.AGAIN);
        assertInstalledRuns();
    }

    @Test
    void aVersionThatHangsInItsEndIsEndedToo() throws Exception {
        onTrial(
                TWO,
                "Runtime.getRuntime().addShutdownHook(new Thread(() -> { while (true) Thread.onSpinWait(); }));"
                        + " System.exit(0);");
        assertThat(start(1).status()).isEqualTo(Agent.AGAIN);
        assertInstalledRuns();
    }

    @Test
    void aVersionThatIsNoProgramIsNotTriedTwice() throws Exception {
        lay(TWO, "no class".getBytes(StandardCharsets.UTF_8));
        write("trial=0.2.0\nbegun=0\n");
        assertThat(start(60).status()).isEqualTo(Agent.AGAIN);
        assertInstalledRuns();
        assertThat(versions().standing().refused()).containsOnlyKeys(TWO);
    }

    @Test
    void aVersionThatWorkedAndIsBrokenNowIsLeftForTheOneBefore() throws Exception {
        lay(TWO, "no class".getBytes(StandardCharsets.UTF_8));
        write("current=0.2.0\n");
        assertThat(start(60).status()).isEqualTo(Agent.AGAIN);
        assertInstalledRuns();
    }
}
