package io.opsbus.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.agent.Journal;
import io.opsbus.agent.OutputBuffer;
import io.opsbus.agent.Report;
import io.opsbus.agent.Tasks;
import io.opsbus.agent.run.Reports;
import io.opsbus.agent.wire.Door;
import io.opsbus.agent.wire.Home;
import io.opsbus.agent.wire.OneKeyPair;
import io.opsbus.agent.wire.Patience;
import io.opsbus.agent.wire.Server;
import io.opsbus.agent.wire.Untold;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent that starts, and what the one before has left. */
class RetellingTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String LIST = "/luban/api/v1/task/list";
    private static final String FINISH = "/luban/api/v1/task/finish";

    @TempDir
    Path folder;

    private final List<String> journal = new CopyOnWriteArrayList<>();
    private Door door;
    private Home home;

    @BeforeEach
    void start() throws Exception {
        door = new Door(folder);
        home = new Home(folder.resolve("home"));
        home.settings(Map.of("server", door.host(), "ca", door.ca().toString()));
        home.register("mi-1", "cn-local", "machine", OneKeyPair.keys());
    }

    @AfterEach
    void end() throws Exception {
        door.close();
    }

    private Service service() throws IOException {
        Journal into = (what, _) -> journal.add(what);
        return new Service(home, home.identity().orElseThrow(), home.connection(_ -> null), Clock.systemUTC(), into);
    }

    /** What a process that was killed leaves. */
    private void left(String task) throws IOException {
        Report report = Report.finished(
                Tasks.shell(task, ""),
                new Report.Span(Instant.EPOCH, Instant.EPOCH),
                0,
                new OutputBuffer.Rest(new byte[0], 0));
        var identity = home.identity().orElseThrow();
        var connection = home.connection(_ -> null);
        try (var client = connection.client(Thread::startVirtualThread)) {
            Journal none = (_, _) -> {};
            var server = new Server(connection, client, identity, Clock.systemUTC(), none, Patience.NONE);
            Reports.Kept _ =
                    new Untold(home.untold(), identity.instanceId(), server, none, Clock.systemUTC()).keep(report);
        }
    }

    private long kept() throws IOException {
        try (Stream<Path> files = Files.walk(home.untold())) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void oneReportThatIsNeverAnsweredKeepsTheAgentFromNoTask() throws Exception {
        left("t-1");
        left("t-2");
        door.cut("taskId=t-1");
        try (var service = service()) {
            service.start();
            await().atMost(PATIENCE).until(() -> door.count(LIST) == 1);
            assertThat(door.count(FINISH)).isGreaterThanOrEqualTo(3);
            assertThat(kept()).isEqualTo(1);
        }
    }

    @Test
    void whatIsLeftIsToldBeforeTasksAreAskedFor() throws Exception {
        left("t-1");
        try (var service = service()) {
            service.start();
            await().atMost(PATIENCE).until(() -> door.count(LIST) == 1);
        }
        assertThat(door.heard().stream().map(Door.Heard::path).filter(path -> path.equals(LIST) || path.equals(FINISH)))
                .containsExactly(FINISH, LIST);
    }

    @Test
    void whatIsLeftOfAnotherRegistrationIsToldNobody() throws Exception {
        left("t-1");
        home.register("mi-2", "cn-local", "machine", OneKeyPair.keys());
        try (var service = service()) {
            service.start();
            await().atMost(PATIENCE).until(() -> door.count(LIST) == 1 && door.isConnected());
            assertThat(kept()).isZero();
        }
        assertThat(door.count(FINISH)).isZero();
        left("t-1");
        home.deregister();
        assertThat(home.untold()).doesNotExist();
    }

    @Test
    void anAgentWhoseReportsAreDeletedBeneathItGoesOn() throws Exception {
        try (var service = service()) {
            service.start();
            await().atMost(PATIENCE).until(() -> door.count(LIST) == 1 && door.isConnected());
            Files.delete(home.untold().resolve("mi-1"));
            Files.delete(home.untold());
            door.cut();
            await().atMost(PATIENCE).until(() -> door.count("/luban/notify_server") >= 2);
            assertThat(journal).doesNotContain("agent fails");
        }
    }
}
