package io.opsbus.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.agent.run.Runner;
import io.opsbus.agent.run.WorkFolder;
import io.opsbus.agent.wire.Connection;
import io.opsbus.agent.wire.Door;
import io.opsbus.agent.wire.Home;
import io.opsbus.agent.wire.Identity;
import io.opsbus.agent.wire.OneKeyPair;
import io.opsbus.agent.wire.Patience;
import io.opsbus.agent.wire.Server;
import io.opsbus.agent.wire.Untold;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was not taken of what there is to do, the first time it was asked for. */
class FetchingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LIST = "/luban/api/v1/task/list";
    private static final String MISSED = "tasks not fetched";
    /** "echo". */
    private static final String ONE =
            "{\"run\":[{\"task\":{\"taskID\":\"t-1\",\"type\":\"RunShellScript\",\"commandContent\":\"ZWNobw==\"}}]}";

    private static final int ROOM = 4_000;

    private final List<String> journal = new CopyOnWriteArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Door door;
    private final HttpClient client;
    private final WorkFolder work;
    private final Runner runner;
    private final Fetching fetching;
    private final Boots boots;
    private @Nullable Thread asking;
    /** What is cut as soon as a list is. */
    private volatile String cut = "none";

    FetchingTest(@TempDir Path folder) throws Exception {
        this.door = new Door(Files.createDirectories(folder.resolve("door")));
        var connection = new Connection(door.host(), door.ca());
        this.client = connection.client(Thread::startVirtualThread);
        var identity = new Identity("mi-1", "machine", OneKeyPair.keys().getPrivate());
        var server = new Server(connection, client, identity, Clock.systemUTC(), this::note, Patience.NONE);
        var untold = new Untold(folder.resolve("untold"), "mi-1", server, this::note, Clock.systemUTC());
        this.work = new WorkFolder(folder.resolve("work"), Instant.now());
        this.runner = new Runner(work, untold, new Runner.Machine(Clock.systemUTC(), (_, _) -> {}, this::note, ""));
        var pauses = new Fetching.Pauses(Duration.ofMillis(50), _ -> Duration.ofMillis(5));
        this.fetching = new Fetching(
                server, work.shelf(), runner, untold, this::note, new Fetching.Life(ended, () -> false, pauses));
        this.boots = new Boots(new Home(folder), this::note);
    }

    private void note(String what, Object... pairs) {
        journal.add(what);
        if (what.startsWith("tasks left for later")) {
            door.cut(cut);
        }
    }

    @BeforeEach
    void nothingWaits() {
        door.gives("{}");
    }

    private void start() {
        asking = Thread.startVirtualThread(() -> {
            try {
                fetching.run(boots);
            } catch (Exception over) {
                journal.add("over");
            }
        });
    }

    @AfterEach
    void end() throws Exception {
        ended.countDown();
        if (asking != null) {
            asking.interrupt();
            asking.join();
        }
        runner.close();
        client.shutdownNow();
        door.close();
    }

    private long missed() {
        return journal.stream().filter(MISSED::equals).count();
    }

    private void isRun() {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(door.count("/luban/api/v1/task/finish")).isEqualTo(1));
    }

    /** The server, whose websocket is open all the time, kicks for it no more. */
    @Test
    void theRestOfAListIsAskedForThoughTheServerIsAwayWhenItIsFirst() {
        for (int number = 0; number < ROOM; number++) {
            assertThat(work.shelf().keep("x-" + number, 0, "")).isPresent();
        }
        door.gives(ONE);
        cut = LIST;
        start();
        await().atMost(PATIENCE).until(() -> missed() >= 4);
        assertThat(door.count("/luban/api/v1/task/finish")).isZero();
        door.cut("none");
        isRun();
    }

    @Test
    void aKickWhoseTasksCannotBeFetchedIsNotForgotten() {
        start();
        await().atMost(PATIENCE).until(() -> door.count(LIST) == 1);
        door.cut(LIST);
        fetching.kicked(Optional.of("t-1"));
        await().atMost(PATIENCE).until(() -> missed() >= 4);
        door.gives(ONE);
        door.cut("none");
        isRun();
    }

    @Test
    void kicksForSingleTasksDoNotPutOffWhatIsOwed() {
        for (int number = 0; number < ROOM; number++) {
            assertThat(work.shelf().keep("x-" + number, 0, "")).isPresent();
        }
        door.gives(ONE);
        start();
        String single = "reason=kickoff&taskId=t-1";
        var kicks = new AtomicInteger();
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    // the next as soon as it has asked for the last: where many wait, they are let go for one that asks
                    // for all
                    if (door.asked(single) == kicks.get()) {
                        kicks.incrementAndGet();
                        fetching.kicked(Optional.of("t-1"));
                    }
                    return door.asked("reason=kickoff&currentTime") > 0;
                });
        assertThat(door.asked(single)).isPositive();
    }

    @Test
    void whoIsOwedNothingAsksNoMore() {
        start();
        await().atMost(PATIENCE).until(() -> door.count(LIST) == 1);
        fetching.kicked(Optional.empty());
        await().during(Duration.ofMillis(300)).atMost(PATIENCE).until(() -> door.count(LIST) <= 2);
        assertThat(door.count(LIST)).isEqualTo(2);
    }
}
