package io.opsbus.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.agent.wire.Home;
import io.opsbus.agent.wire.OneKeyPair;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The agent as a process: as a unit starts it, and what it ends with. */
@EnabledOnOs(OS.LINUX)
class ProcessTest {
    private static final Path JAVA = Path.of(System.getProperty("java.home"));
    private static final String CLASSES =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    @TempDir
    Path folder;

    private Process start(String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                JAVA.resolve("bin/java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                CLASSES,
                Agent.class.getName(),
                "--home",
                folder.toString()));
        all.addAll(List.of(words));
        return new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
    }

    private String log() throws IOException {
        Path log = folder.resolve("log/agent.log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    @Test
    void whoIsToldToEndEndsWithNought() throws Exception {
        var home = new Home(folder);
        home.register("mi-1", "cn-local", "machine", OneKeyPair.keys());
        home.settings(Map.of("server", "127.0.0.1:1"));
        Process process = start();
        try {
            await().atMost(60, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(log()).contains("cannot connect"));
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(log()).contains("agent ends why=STOPPED");
        } finally {
            process.destroyForcibly().onExit().join();
        }
    }

    private static boolean hasOpen(Process process, Path file) {
        try (Stream<Path> open = Files.list(Path.of("/proc", "" + process.pid(), "fd"))) {
            return open.anyMatch(one -> {
                try {
                    return Files.isSameFile(one, file);
                } catch (IOException closed) {
                    return false;
                }
            });
        } catch (IOException gone) {
            return false;
        }
    }

    /** Whoever asks whether an agent runs holds its lock for a moment. */
    @Test
    void aQuestionWhetherItRunsKeepsItFromNoStart() throws Exception {
        var home = new Home(folder);
        home.register("mi-1", "cn-local", "machine", OneKeyPair.keys());
        home.settings(Map.of("server", "127.0.0.1:1"));
        Path lock = Files.createFile(folder.resolve("agent.lock"));
        Process process;
        try (var channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            process = start();
            await().atMost(60, TimeUnit.SECONDS).until(() -> hasOpen(process, lock) || !process.isAlive());
        }
        try {
            await().atMost(60, TimeUnit.SECONDS).until(() -> log().contains("cannot connect") || !process.isAlive());
            assertThat(process.isAlive())
                    .as(Files.readString(folder.resolve("said")))
                    .isTrue();
        } finally {
            process.destroyForcibly().onExit().join();
        }
    }

    @Test
    void whoIsNotRegisteredIsNotStartedAgain() throws Exception {
        assertThat(start().waitFor()).isEqualTo(78);
        assertThat(Files.readString(folder.resolve("said"))).contains("not registered");
    }

    /** The folder {@code image.sh} makes, whose Java and whose classes are the test's. */
    private Path image() throws IOException {
        Path image = Files.createDirectories(folder.resolve("image"));
        Path java = Files.createDirectories(image.resolve("java/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nexec '" + JAVA.resolve("bin/java") + "' \"$@\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Stream.of(CLASSES.split(File.pathSeparator, -1))
                                .filter(one -> !one.isEmpty())
                                .map(one -> Path.of(one).toUri().toString())
                                .collect(Collectors.joining(" ")));
        Path lib = Files.createDirectories(image.resolve("lib"));
        new JarOutputStream(Files.newOutputStream(lib.resolve("agent.jar")), manifest).close();
        Path program = Path.of(System.getProperty("opsbus.home"), "deploy", "agent", "opsbus-agent");
        return Files.copy(program, Files.createDirectories(image.resolve("bin")).resolve("opsbus-agent"));
    }

    @Test
    void withoutALocaleNamesOfFilesAreUtf8() throws Exception {
        Path named = folder.resolve("文件夹");
        var builder = new ProcessBuilder(
                        "sh",
                        image().toString(),
                        "--home",
                        named.toString(),
                        "--register",
                        "-R",
                        "r",
                        "-I",
                        "a",
                        "-C",
                        "c",
                        "--server",
                        "127.0.0.1:1")
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", System.getenv("PATH"));
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(1);
        assertThat(said).contains("the server does not answer");
        assertThat(named.resolve("agent.properties")).exists();
    }
}
