package io.opsbus.ledger.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.ledger.postgres.PostgresParkedRecords;
import io.opsbus.ledger.postgres.TestDatabase;
import io.opsbus.testkit.Backbone;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeedIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String topic = "feed-" + UUID.randomUUID();
    private final List<String> taken = new CopyOnWriteArrayList<>();

    @BeforeEach
    void createTopic() {
        try (var admin = Admin.create(Map.of("bootstrap.servers", Backbone.get().bootstrap()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1)))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }

    private static Reading<String> read(@Nullable String key, byte @Nullable [] value) {
        return value == null || key == null
                ? new Reading.Poison<>("nothing\0 in it")
                : new Reading.Understood<>(key + "=" + new String(value, UTF_8));
    }

    private void tell(@Nullable String... values) {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", Backbone.get().bootstrap()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (String value : values) {
                var ignored = producer.send(
                        new ProducerRecord<>(topic, 0, "k", value == null ? null : value.getBytes(UTF_8)));
            }
        }
    }

    private Feed<String> feed(Consumer<List<String>> take, ParkedRecords parked) {
        var source = new Feed.Source(Backbone.get().bootstrap(), "group-" + topic, topic);
        return new Feed<>(source, FeedIT::read, take, parked);
    }

    private void awaitTaken(String... values) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(taken).containsExactly(values));
    }

    @Test
    void aBatchThatCouldNotBeTakenComesAgainBeforeWhatIsBehindIt() {
        tell("1", "2");
        var tries = new AtomicInteger();
        try (var feed = feed(
                batch -> {
                    if (tries.incrementAndGet() < 3) {
                        throw new IllegalStateException("the store is away");
                    }
                    taken.addAll(batch);
                },
                (_, _) -> {})) {
            assertThat(feed.trouble()).isEqualTo("not started yet");
            feed.start();
            await().atMost(PATIENCE).until(() -> feed.trouble().contains("the store is away"));
            tell("3");
            awaitTaken("k=1", "k=2", "k=3");
            await().atMost(PATIENCE).until(() -> feed.trouble().isEmpty());
        }
        // what was committed is not taken by the next one
        try (var next = feed(taken::addAll, (_, _) -> {}).start()) {
            tell("4");
            awaitTaken("k=1", "k=2", "k=3", "k=4");
            assertThat(next.trouble()).isEmpty();
        }
    }

    @Test
    void whatNobodyCanReadIsParkedOnceAndTheRestGoesOn() throws SQLException {
        var source = database();
        tell("1", null, "2");
        var away = new AtomicInteger();
        var parked = new PostgresParkedRecords(source);
        try (var feed = feed(taken::addAll, (record, reason) -> {
                    if (away.getAndIncrement() == 0) {
                        throw new SQLException("away");
                    }
                    parked.park(record, reason);
                    parked.park(record, reason);
                })
                .start()) {
            awaitTaken("k=1", "k=2");
            assertThat(rows(source)).containsExactly(topic + " 0 1 k null nothing  in it");
            assertThat(feed.trouble()).isEmpty();
        }
    }

    private static DataSource database() throws SQLException {
        var source = TestDatabase.source(TestDatabase.freshUrl());
        TestDatabase.execute(source, """
            create table parked_records (topic text not null, partition int not null, place bigint not null,
                key bytea, value bytea, reason text not null, parked_at timestamptz not null default now(),
                primary key (topic, partition, place))""");
        return source;
    }

    private static List<String> rows(DataSource source) throws SQLException {
        try (var connection = source.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select * from parked_records")) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString("topic") + " " + rows.getInt("partition") + " " + rows.getLong("place") + " "
                        + new String(rows.getBytes("key"), UTF_8) + " " + rows.getString("value") + " "
                        + rows.getString("reason"));
            }
            return found;
        }
    }
}
