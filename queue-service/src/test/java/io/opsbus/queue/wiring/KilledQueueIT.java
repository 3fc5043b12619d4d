package io.opsbus.queue.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.testkit.Seeds;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * SIGKILL while a thousand messages are sent, received and deleted, several times: no accepted message is lost, none that was
 * deleted comes back, and none is handed to two receivers before its visibility is over. What nobody deleted is there when that is over.
 */
class KilledQueueIT {
    private static final int MESSAGES = 1_000;
    private static final int KILLS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Long enough that it never ends within the test. */
    private static final String VISIBILITY = "3600";

    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final Queue<String> received = new ConcurrentLinkedQueue<>();
    private final Set<String> deleted = ConcurrentHashMap.newKeySet();
    private final Set<String> drained = new HashSet<>();
    private final AtomicInteger numbers = new AtomicInteger();

    @Test
    void nothingIsLostAndNothingIsHandedOutTwice() throws InterruptedException {
        var random = Seeds.random("KilledQueueIT");
        Map<String, Object> settings = Surroundings.settings();
        for (int kill = 0; kill < KILLS; kill++) {
            Doomed doomed = Doomed.start(settings);
            int until = (kill + 1) * MESSAGES / KILLS - random.nextInt(MESSAGES / KILLS / 2);
            underLoad(doomed, until);
        }
        Doomed last = Doomed.start(settings);
        try (var caller = new Caller(last.url())) {
            ready(caller);
            assertNobodyHasTwo();
            drain(caller);
            assertNobodyHasTwo();
            theirVisibilityEnds(settings);
            assertEachIsDeletedOrThere(drained(caller));
        } finally {
            last.kill();
        }
        assertThat(accepted).hasSizeGreaterThan(MESSAGES / 2);
    }

    /** What is hidden becomes visible: its hour is over. */
    private static void theirVisibilityEnds(Map<String, Object> settings) {
        var url = String.valueOf(settings.get("opsbus.postgres.url")) + settings.get("opsbus.queue.database");
        try (var connection = DriverManager.getConnection(
                        url,
                        String.valueOf(settings.get("opsbus.postgres.user")),
                        String.valueOf(settings.get("opsbus.postgres.password")));
                var statement = connection.createStatement()) {
            statement.executeUpdate("update messages set visible_at = visible_at - 3600000000");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Nothing that was accepted is gone unless somebody who had received it deleted it, and nothing deleted is back. */
    private void assertEachIsDeletedOrThere(Set<String> back) {
        assertThat(back).as("back though deleted").doesNotContainAnyElementsOf(deleted);
        var gone = new HashSet<>(accepted);
        gone.removeAll(back);
        assertThat(received).as("received before it was gone").containsAll(gone);
        gone.removeAll(deleted);
        // deleted by a call whose answer the kill swallowed: at most one a receiver and kill
        assertThat(gone).hasSizeLessThanOrEqualTo(4 * KILLS);
        var asked = new HashSet<>(drained);
        asked.removeAll(back);
        assertThat(asked)
                .as("received after the last kill, never deleted, and gone")
                .isEmpty();
    }

    private static void ready(Caller caller) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> List.of(201, 204)
                        .contains(caller.tryCall(
                                        "CreateQueue",
                                        "QueueName",
                                        "orders",
                                        "Body",
                                        "<Queue><VisibilityTimeout>" + VISIBILITY + "</VisibilityTimeout></Queue>")
                                .status()));
    }

    /** Four send and four receive, until so many are accepted; then it is killed under them. */
    private void underLoad(Doomed doomed, int until) throws InterruptedException {
        var isOver = new AtomicBoolean();
        List<Thread> threads = new ArrayList<>();
        try (var caller = new Caller(doomed.url())) {
            ready(caller);
            for (int i = 0; i < 4; i++) {
                threads.add(Thread.ofVirtual().start(() -> untilKilled(isOver, () -> send(caller))));
                threads.add(Thread.ofVirtual().start(() -> untilKilled(isOver, () -> receive(caller))));
            }
            await().atMost(PATIENCE).until(() -> accepted.size() >= until);
            doomed.kill();
            isOver.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    private static void untilKilled(AtomicBoolean isOver, Step step) {
        while (!isOver.get()) {
            try {
                step.run();
            } catch (IOException killed) {
                // whether it was done is not known; nobody says that it was
            }
        }
    }

    private void send(Caller caller) throws IOException {
        String body = "m" + numbers.incrementAndGet();
        Caller.Told told = caller.tryCall(
                "SendMessage",
                "QueueName",
                "orders",
                "Body",
                "<Message><MessageBody>" + body + "</MessageBody></Message>");
        if (told.status() == 201) {
            accepted.add(told.text("MessageId"));
        }
    }

    private void receive(Caller caller) throws IOException {
        Caller.Told told = caller.tryCall("ReceiveMessage", "QueueName", "orders", "WaitSeconds", "1");
        if (told.status() != 200) {
            return;
        }
        received.add(told.text("MessageId"));
        Caller.Told gone =
                caller.tryCall("DeleteMessage", "QueueName", "orders", "ReceiptHandle", told.text("ReceiptHandle"));
        if (gone.status() == 204) {
            deleted.add(told.text("MessageId"));
        }
    }

    private void assertNobodyHasTwo() {
        assertThat(received).doesNotHaveDuplicates();
    }

    /** Receives all that is visible and deletes none of it. */
    private void drain(Caller caller) {
        var left = drained(caller);
        assertThat(left).as("handed out though deleted").doesNotContainAnyElementsOf(deleted);
        received.addAll(left);
        drained.addAll(left);
    }

    private static Set<String> drained(Caller caller) {
        Set<String> left = new HashSet<>();
        for (Caller.Told told = next(caller); told.status() == 200; told = next(caller)) {
            assertThat(left.add(told.text("MessageId"))).as("handed out once").isTrue();
        }
        return left;
    }

    private static Caller.Told next(Caller caller) {
        return caller.call("ReceiveMessage", "QueueName", "orders");
    }
}
