package io.opsbus.queue.store;

import static io.opsbus.queue.Given.ALICE;
import static io.opsbus.queue.Given.NOON;
import static io.opsbus.queue.Given.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.queue.Attributes;
import io.opsbus.queue.Given;
import io.opsbus.queue.QueueId;
import io.opsbus.queue.Queues;
import io.opsbus.queue.message.Message;
import io.opsbus.queue.message.Messages;
import io.opsbus.queue.message.Receiving;
import java.sql.SQLException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresMessagesIT extends MessagesContract {
    private static DataSource source;

    @BeforeAll
    static void database() {
        source = TestDatabase.fresh();
    }

    @Override
    Queues emptyQueues() {
        TestDatabase.empty(source);
        return new PostgresQueues(source);
    }

    @Override
    Messages messages() {
        return new PostgresMessages(source);
    }

    private QueueId filled(int messages) {
        Queues queues = emptyQueues();
        queues.create(ALICE, ORDERS, Attributes.DEFAULT, 1, NOON);
        QueueId queue = queues.find(ALICE, ORDERS).orElseThrow().id();
        messages()
                .send(IntStream.range(0, messages)
                        .mapToObj(number -> new Messages.Posting(queue, Given.message(number)))
                        .toList());
        return queue;
    }

    @Test
    void manyReceiversAtOnceAreNeverHandedOneMessageTwice() throws InterruptedException {
        QueueId queue = filled(2_000);
        Queue<Message> received = new ConcurrentLinkedQueue<>();
        List<Thread> receivers = IntStream.range(0, 8)
                .mapToObj(_ -> Thread.ofVirtual().start(() -> {
                    List<Message> some;
                    do {
                        some = messages().receive(new Receiving(queue, 16, NOON, NOON.plusSeconds(30), null));
                        received.addAll(some);
                    } while (!some.isEmpty());
                }))
                .toList();
        for (Thread receiver : receivers) {
            receiver.join();
        }

        assertThat(received).hasSize(2_000);
        assertThat(received.stream().map(Message::id).collect(Collectors.toSet()))
                .hasSize(2_000);
    }

    /** What lies behind the next message must not be read for it: the plan is an ordered walk down the index. */
    @Test
    void receivingReadsNoMoreThanItHandsOut() throws SQLException {
        QueueId queue = filled(10_000);
        try (var connection = source.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("analyze messages");
            var plan = new StringBuilder();
            try (var rows = statement.executeQuery("explain (analyze, costs off, timing off, summary off) "
                    + PostgresMessages.TURN
                            .formatted(16)
                            .replaceFirst("\\?", Long.toString(queue.number()))
                            .replaceFirst("\\?", Long.toString(Connections.micros(NOON)))
                    + " for update skip locked")) {
                while (rows.next()) {
                    plan.append(rows.getString(1)).append('\n');
                }
            }
            assertThat(plan).contains("Index Scan using messages_by_turn").doesNotContain("Sort", "Seq Scan");
            assertThat(plan).contains("(actual rows=16 loops=1)").doesNotContain("rows=10000");
        }
    }
}
