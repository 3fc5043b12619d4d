package io.opsbus.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./opsbus} in a checkout nothing was built in, with a Maven that does only as it is told. */
class FreshCheckoutTest {
    @TempDir
    private Path folder;

    private Path home;

    @BeforeEach
    void checkOut() throws IOException {
        home = Files.createDirectories(folder.resolve("checkout"));
        for (var name : List.of("opsbus", "docs/opsbus.txt")) {
            Files.createDirectories(home.resolve(name).getParent());
            Files.copy(FrontDoor.HOME.resolve(name), home.resolve(name));
        }
        var bin = Files.createDirectories(folder.resolve("bin"));
        // notes each call, and ends when told
        var maven = Files.writeString(bin.resolve("mvn"), """
                #!/bin/sh
                echo "$*" >> %1$s/calls
                until [ -e %1$s/end ]; do sleep 0.05; done
                echo "[INFO] Recompiling the module because of changed source code."
                """.formatted(folder));
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Process opsbus(String verb) throws IOException {
        var builder = new ProcessBuilder("bash", "./opsbus", verb)
                .directory(home.toFile())
                .redirectErrorStream(true);
        builder.environment().remove("OPSBUS_NO_BUILD");
        builder.environment().merge("PATH", folder.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        return builder.start();
    }

    private static String said(Process process) throws Exception {
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    private List<String> calls() throws IOException {
        var calls = folder.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    @Test
    void tellsWhatThereIsWithoutABuild() throws Exception {
        assertThat(said(opsbus("--help"))).contains("Usage: opsbus", "up ", "down ", "deliveries");
        assertThat(calls()).isEmpty();
    }

    /** Not even a JDK is needed to hear what there is. */
    @Test
    void whoMistypesOrSaysNothingDoesNotWaitForABuild() throws Exception {
        for (var words : List.of("", "help", "-h")) {
            var ran = new ProcessBuilder(
                            "bash", "-c", "JAVA_HOME= OPSBUS_JVM_FOLDERS=/none HOME=/none ./opsbus " + words)
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .start();
            assertThat(new String(ran.getInputStream().readAllBytes(), UTF_8))
                    .as(words)
                    .contains("Usage: opsbus");
            assertThat(ran.waitFor()).as(words).isEqualTo(words.isEmpty() ? 2 : 0);
        }
        var wrong = opsbus("start");
        assertThat(new String(wrong.getInputStream().readAllBytes(), UTF_8))
                .isEqualTo("opsbus: there is no verb 'start'; ./opsbus --help lists those there are.\n");
        assertThat(wrong.waitFor()).isEqualTo(2);
        assertThat(calls()).isEmpty();
    }

    @Test
    void whoComesWhileSomebodyBuildsWaitsForThat() throws Exception {
        var first = opsbus("build");
        Awaitility.await().until(() -> calls().size() == 1);
        var second = opsbus("up");
        var lines = second.inputReader(UTF_8);
        assertThat(lines.readLine()).startsWith("This folder is being built already");

        Files.createFile(folder.resolve("end"));
        assertThat(said(first)).contains("Built in");
        assertThat(lines.readAllAsString())
                .as("there is nothing to run: nothing was made")
                .contains("Opsbus");
        assertThat(second.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(calls()).as("what the first built serves both").hasSize(1);
    }

    /** A JVM whose jars are replaced finds classes no more, or wrong ones. */
    @Test
    void nothingIsBuiltUnderASystemThatRuns() throws Exception {
        Files.createFile(folder.resolve("end"));
        // stands for a supervisor: it is looked for by its command line
        var runs = new ProcessBuilder(
                        "sh",
                        "-c",
                        "read -r _",
                        "-Dopsbus.home=" + home.toRealPath(),
                        "io.opsbus.standalone.supervise.SupervisorMain")
                .start();
        try {
            for (var verb : List.of("up", "build", "test")) {
                var refused = opsbus(verb);
                var said = new String(refused.getInputStream().readAllBytes(), UTF_8);
                assertThat(refused.waitFor()).as(verb).isEqualTo(1);
                assertThat(said).contains("process " + runs.pid() + ")", "./opsbus down", "OPSBUS_NO_BUILD=1");
            }
            assertThat(calls()).isEmpty();
        } finally {
            runs.destroy();
        }
        runs.waitFor();
        assertThat(said(opsbus("build"))).contains("Built in");
    }

    /** Error Prone takes most of a first build, and finds nothing for whoever wants to see the system run. */
    @Test
    void whatWasBuiltWithoutErrorProneIsCompiledAgainByTheTests() throws Exception {
        Files.createFile(folder.resolve("end"));
        said(opsbus("build"));
        assertThat(calls()).singleElement().asString().contains("package", "-Dopsbus.errorprone=");
        var known = Files.createDirectories(home.resolve("module/target/maven-status"));

        said(opsbus("test"));
        assertThat(calls().getLast()).contains("verify").doesNotContain("errorprone");
        assertThat(known).as("what Maven knows of compiled classes").doesNotExist();

        Files.createDirectories(known);
        said(opsbus("test"));
        assertThat(known).as("once is enough").exists();
    }
}
