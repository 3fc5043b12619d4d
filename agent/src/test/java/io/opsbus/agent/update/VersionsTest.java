package io.opsbus.agent.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program that starts versions, and the updater of the one it has started, at the same moment. */
class VersionsTest {
    private static final Version ONE = new Version("0.1.0");
    private static final Version TWO = new Version("0.2.0");
    private static final Version THREE = new Version("0.3.0");

    private final Path folder;
    private final Versions versions;

    VersionsTest(@TempDir Path folder) {
        this.folder = folder;
        this.versions = new Versions(folder);
    }

    @BeforeEach
    void twoIsOnTrial() throws IOException {
        versions.keep(Standing.INSTALLED.taken(TWO));
        lay(TWO);
    }

    private void lay(Version version) throws IOException {
        Files.createFile(
                Files.createDirectories(folder.resolve(version + "/lib")).resolve("agent.jar"));
    }

    /** What the other has written meanwhile is neither lost, nor deleted for nobody needed it before. */
    @Test
    void whatTheOneWritesTheOtherDoesNotWriteOver() throws Exception {
        Thread proving;
        var proven = new CompletableFuture<Void>();
        try (var channel =
                        FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            Standing before = versions.standing();
            lay(THREE);
            proving = Thread.ofPlatform().start(() -> {
                try {
                    versions.proven(TWO);
                    proven.complete(null);
                } catch (IOException | RuntimeException failed) {
                    proven.completeExceptionally(failed);
                }
            });
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> proven.isDone() || proving.getState() == Thread.State.TIMED_WAITING);
            versions.keep(before.taken(THREE));
        }
        proven.join();
        assertThat(versions.standing().current()).contains(TWO);
        assertThat(versions.standing().runs()).contains(THREE);
        assertThat(versions.jars(THREE)).hasSize(1);
        assertThat(versions.begin(ONE, Instant.EPOCH)).contains(THREE);
    }

    @Test
    void aDiskThatTakesNothingKeepsNoVersionThatWorksFromRunning() throws IOException {
        versions.keep(Standing.INSTALLED.taken(TWO).proven(TWO));
        Files.createDirectory(folder.resolve(".lock"));
        assertThat(versions.begin(ONE, Instant.EPOCH)).contains(TWO);
    }
}
