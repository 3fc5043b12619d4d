package io.opsbus.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** What every maker of a backbone promises. */
abstract class BackboneContract {
    static final Duration LIMIT = Duration.ofSeconds(60);

    abstract Backbone backbone();

    @Test
    void theBrokerKeepsAndGivesRecords() throws Exception {
        String topic = newTopic();
        send(topic, "one", "two");

        assertThat(read(topic)).containsExactly("one", "two");
    }

    @Test
    void aTopicIsNotMadeByAMereUseOfItsName() {
        assertThat(backbone().bootstrap()).contains(":");
        assertThatThrownBy(() -> send("never-made", "lost")).isInstanceOf(Exception.class);
        assertThatThrownBy(() -> {
                    try (var admin = admin()) {
                        admin.describeTopics(Set.of("never-made"))
                                .allTopicNames()
                                .get();
                    }
                })
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
    }

    @Test
    void aNewDatabaseIsEmptyAndNobodyElses() throws Exception {
        Backbone.Database first = backbone().postgres().newDatabase();
        Backbone.Database second = backbone().postgres().newDatabase();
        execute(first, "create table only_here (x int)");

        assertThat(first.url()).isNotEqualTo(second.url());
        assertThatThrownBy(() -> execute(second, "select * from only_here")).isInstanceOf(SQLException.class);
    }

    @Test
    void aNamedDatabaseIsMadeOnceAndKeepsItsRows() throws Exception {
        String name = "named_" + UUID.randomUUID().toString().replace('-', '_');
        execute(backbone().postgres().database(name), "create table kept (x int)");

        execute(backbone().postgres().database(name), "insert into kept values (1)");
        assertThat(backbone().postgres().database(name).url())
                .isEqualTo(backbone().postgres().serverUrl() + name);
    }

    @Test
    void thePasswordIsNotInTheTextOfADatabase() {
        Backbone.Database database = backbone().postgres().newDatabase();

        assertThat(database.toString()).doesNotContain(database.password());
    }

    @Test
    void theRegistryGivesASchemaItsIdAndTheIdItsSchema() throws Exception {
        String subject = "t-" + UUID.randomUUID();
        String answer =
                http("POST", "/subjects/" + subject + "/versions", "{\"schema\":\"{\\\"type\\\":\\\"string\\\"}\"}");
        String id = answer.replaceAll(".*\"id\":(\\d+).*", "$1");

        assertThat(http("GET", "/schemas/ids/" + id, "")).contains("string");
    }

    @Test
    void theBrokerComesBackAfterAKillWithWhatItAcknowledged() throws Exception {
        String topic = newTopic();
        send(topic, "before");
        String address = backbone().bootstrap();
        backbone().kafka().kill();
        backbone().kafka().start();
        send(topic, "after");

        assertThat(backbone().bootstrap()).isEqualTo(address);
        assertThat(read(topic)).containsExactly("before", "after");
    }

    @Test
    void postgresComesBackAfterAKillWithWhatItCommitted() throws Exception {
        Backbone.Database database = backbone().postgres().newDatabase();
        execute(database, "create table kept (x int)");
        backbone().postgres().kill();
        assertThatThrownBy(() -> execute(database, "select 1")).isInstanceOf(SQLException.class);
        backbone().postgres().start();

        execute(database, "select * from kept");
    }

    @Test
    void whatWasAcknowledgedStaysWhenTheDiskIsFull() throws Exception {
        Backbone.Database database = backbone().postgres().newDatabase();
        execute(database, "create table kept (x int)");
        String topic = newTopic();
        send(topic, "before");
        backbone().kafka().fill();
        backbone().postgres().fill();
        try {
            assertThatThrownBy(() -> send(topic, "lost")).isInstanceOf(Exception.class);
            assertThatThrownBy(() -> execute(database, "create table lost (x int)"))
                    .isInstanceOf(SQLException.class);
        } finally {
            await().atMost(LIMIT).ignoreExceptions().until(() -> {
                backbone().kafka().free();
                backbone().kafka().start();
                backbone().postgres().free();
                backbone().postgres().start();
                execute(database, "select * from kept");
                return Probe.kafka(backbone().bootstrap());
            });
        }
        send(topic, "after");
        assertThat(read(topic)).startsWith("before").endsWith("after");
    }

    @Test
    void whatWasAcknowledgedStaysWhenTheDiskBreaks() throws Exception {
        Backbone.Database database = backbone().postgres().newDatabase();
        execute(database, "create table kept (x int)");
        String topic = newTopic();
        send(topic, "before");
        backbone().kafka().breakDisk();
        backbone().postgres().breakDisk();
        try {
            assertThatThrownBy(() -> execute(database, "create table lost (x int)"))
                    .isInstanceOf(SQLException.class);
            await().atMost(LIMIT).until(() -> !Probe.kafka(backbone().bootstrap()));
        } finally {
            await().atMost(LIMIT).ignoreExceptions().until(() -> {
                backbone().kafka().mendDisk();
                backbone().kafka().start();
                backbone().postgres().mendDisk();
                backbone().postgres().start();
                execute(database, "select * from kept");
                return Probe.kafka(backbone().bootstrap());
            });
        }
        send(topic, "after");
        assertThat(read(topic)).startsWith("before").endsWith("after");
    }

    @Test
    void aPausedServerAnswersNothingUntilItIsResumed() throws Exception {
        Backbone.Database database = backbone().postgres().newDatabase();
        String topic = newTopic();
        backbone().postgres().pause();
        backbone().kafka().pause();
        try {
            assertThatThrownBy(() -> DriverManager.getConnection(
                            database.url() + "?loginTimeout=1", database.user(), database.password()))
                    .isInstanceOf(SQLException.class);
            assertThat(Probe.kafka(backbone().bootstrap())).isFalse();
        } finally {
            backbone().postgres().resume();
            backbone().kafka().resume();
        }
        execute(database, "select 1");
        send(topic, "thawed");
    }

    private String newTopic() throws Exception {
        String topic = "t-" + UUID.randomUUID();
        try (var admin = admin()) {
            admin.createTopics(Set.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
        return topic;
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", backbone().bootstrap()));
    }

    private void send(String topic, String... lines) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        backbone().bootstrap(),
                        "max.block.ms",
                        "5000",
                        "request.timeout.ms",
                        "5000",
                        "delivery.timeout.ms",
                        "10000"),
                new StringSerializer(),
                new StringSerializer())) {
            for (String line : lines) {
                producer.send(new ProducerRecord<>(topic, line)).get();
            }
        }
    }

    private List<String> read(String topic) {
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", backbone().bootstrap()),
                new StringDeserializer(),
                new StringDeserializer())) {
            var partition = new TopicPartition(topic, 0);
            assertThat(consumer.partitionsFor(topic, Duration.ofSeconds(10))).isNotEmpty();
            consumer.assign(Set.of(partition));
            consumer.seekToBeginning(Set.of(partition));
            long end = consumer.endOffsets(Set.of(partition)).getOrDefault(partition, 0L);
            var lines = new ArrayList<String>();
            await().atMost(LIMIT).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> lines.add(record.value()));
                return consumer.position(partition) >= end;
            });
            return lines;
        }
    }

    private static void execute(Backbone.Database database, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String http(String method, String path, String body) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(backbone().registryUrl() + path))
                    .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .build();
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return response.body();
        }
    }
}
