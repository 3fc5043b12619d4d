package io.opsbus.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The heap the launcher gives, and as much as it has to hold. */
@EnabledOnOs(OS.LINUX)
class CrowdTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    private @Nullable Process process;

    private Process start(String what) throws Exception {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        process = new ProcessBuilder(
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
                        OwnTls.make(folder).ca().toString(),
                        what)
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
}
