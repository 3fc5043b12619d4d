package io.opsbus.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The heap the launcher gives, and as much as it has to hold. */
@EnabledOnOs(OS.LINUX)
class CrowdTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    private @Nullable Process process;

    private Process start(String... what) throws Exception {
        Path ca = OwnTls.make(folder).ca();
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx32m",
                "-Xmn2m",
                "-Xss256k",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                classes,
                Crowd.class.getName(),
                folder.toString(),
                ca.toString()));
        words.addAll(List.of(what));
        process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        return process;
    }

    @AfterEach
    void end() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().onExit().join();
        }
    }

    private long kept() throws IOException {
        if (!Files.exists(folder.resolve("untold/mi-1"))) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder.resolve("untold/mi-1"))) {
            return files.filter(file -> !file.toString().endsWith(".half")).count();
        }
    }

    @Test
    void aThousandScriptsThatWaitFitTheAgent() throws Exception {
        Process agent = start("waiting");
        await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("taken")) || !agent.isAlive());
        assertThat(agent.isAlive()).as(Files.readString(folder.resolve("said"))).isTrue();
    }

    /** 40 MB of output, of which nothing can be told yet. */
    @Test
    void whatHasEndedWaitsOnTheDiskAlone() throws Exception {
        Process agent = start("ended");
        await().atMost(PATIENCE).until(() -> kept() == 40 || !agent.isAlive());
        assertThat(agent.isAlive()).as(Files.readString(folder.resolve("said"))).isTrue();
    }

    /** Scripts of 8 KB that run for ever, so that all but ten of them wait. */
    private static String list(int scripts) {
        String script = Base64.getEncoder()
                .encodeToString(("sleep 600\n" + "# as it goes\n".repeat(700)).getBytes(StandardCharsets.UTF_8));
        return IntStream.range(0, scripts)
                .mapToObj(number -> """
                        {"task":{"taskID":"t-%d","type":"RunShellScript","commandContent":"%s","timeOut":"600"},"repeat":"Once"}""".formatted(number, script))
                .collect(Collectors.joining(",", "{\"code\":200,\"run\":[", "]}"));
    }

    /** Whoever reads the answer whole has it three times in memory, and its scripts once more. */
    @ParameterizedTest
    @ValueSource(ints = {600, 3_000})
    void aListThatIsLongerThanTheAgentsMemoryIsTaken(int scripts) throws Exception {
        try (var door = new Door(Files.createDirectories(folder.resolve("door")))) {
            door.gives(list(scripts));
            Process agent = start("list", door.host(), door.ca().toString());
            await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("taken")) || !agent.isAlive());
            assertThat(agent.isAlive())
                    .as(Files.readString(folder.resolve("said")))
                    .isTrue();
            assertThat(door.count("/luban/api/v1/task/error")).as("refused").isZero();
        }
    }
}
