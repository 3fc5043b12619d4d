package io.opsbus.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.agent.RunTask;
import io.opsbus.agent.TaskList;
import io.opsbus.agent.Tasks;
import io.opsbus.agent.run.Runner;
import io.opsbus.agent.run.WorkFolder;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Scripts that end while nobody is where the server was. */
@EnabledOnOs(OS.LINUX)
class EndsOnDiskTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final HttpClient client;
    private final Server server;
    private final Runner runner;

    EndsOnDiskTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        var connection = new Connection("127.0.0.1:1", OwnTls.make(folder).ca());
        client = connection.client(Thread::startVirtualThread);
        var identity = new Identity("mi-1", "machine", OneKeyPair.keys().getPrivate());
        // as when it has been away for long: its next attempt is not soon
        var hours = new Patience(List.of(Duration.ofHours(9)), Patience.USUAL.waiting());
        server = new Server(connection, client, identity, Clock.systemUTC(), (_, _) -> {}, hours);
        var untold = new Untold(folder.resolve("untold"), "mi-1", server, (_, _) -> {}, Clock.systemUTC());
        runner = new Runner(
                new WorkFolder(folder.resolve("work"), Instant.now()),
                untold,
                new Runner.Machine(Clock.systemUTC(), (_, _) -> {}, (_, _) -> {}, ""));
    }

    @AfterEach
    void end() {
        runner.close();
        server.close();
        client.shutdownNow();
    }

    private void take(RunTask task) {
        runner.take(new TaskList(false, List.of(task), List.of(), List.of(), List.of()));
    }

    private long kept() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("untold"))) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    /** The start of it waits for another attempt, and what ended it behind that. */
    @Test
    void whatTheAgentKillsAtItsEndIsKept() throws Exception {
        take(Tasks.shell("t-1", "touch " + folder + "/ran; sleep 600"));
        await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("ran")));
        runner.close();
        assertThat(kept()).isEqualTo(1);
    }

    /** Nobody tells this process that it ends: what it has not kept by then is lost. */
    @Test
    void eachEndOfATimetableIsKeptAsSoonAsItsScriptHasEnded() throws Exception {
        RunTask task = Tasks.timed("t-1", 0, RunTask.Repeat.RATE, "rate(1s)", Instant.EPOCH);
        take(Tasks.saying(task, "echo ran >>" + folder + "/ran"));
        await().atMost(PATIENCE).until(() -> kept() >= 5);
        assertThat(Files.readAllLines(folder.resolve("ran"))).hasSizeLessThanOrEqualTo(7);
    }
}
