package io.opsbus.notifier.channel.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.channel.Blocking;
import io.opsbus.notifier.channel.Sent;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.grant.KafkaGrant;
import io.opsbus.notifier.grant.KafkaGrants;
import io.opsbus.notifier.targets.KafkaTopic;
import io.opsbus.testkit.Backbone;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Written to a real broker and read back. */
class KafkaTopicChannelIT {
    private static final String BROKER = Backbone.get().bootstrap();
    private static final String TOPIC = "own.channel-events";
    private static final Duration ATTEMPT = Duration.ofSeconds(20);

    private final Producers producers = new Producers(ATTEMPT);
    private final Blocking blocking = new Blocking(8, Duration.ZERO, ATTEMPT);
    private final KafkaTopicChannel channel = new KafkaTopicChannel(
            producers, new KafkaGrants(List.of(grant(BROKER), grant("127.0.0.1:1")), Set.of()), blocking);

    private static KafkaGrant grant(String bootstrap) {
        return new KafkaGrant("169070*****30", bootstrap, "own.");
    }

    @BeforeAll
    static void makeTopic() throws InterruptedException, ExecutionException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", BROKER))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
    }

    @AfterEach
    void stop() {
        producers.close();
        blocking.close();
    }

    private static KafkaTopic topic(String bootstrap, String name) {
        return new KafkaTopic(bootstrap, name, false, KafkaTopic.Sasl.PLAIN, Optional.empty(), Optional.empty());
    }

    private static ConsumerRecord<byte[], byte[]> read(String topic) {
        var config = Map.<String, Object>of("bootstrap.servers", BROKER, "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var end = consumer.endOffsets(List.of(partition)).get(partition);
            assertThat(end).isEqualTo(1);
            while (true) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    return record;
                }
            }
        }
    }

    @Test
    void theRecordIsTheGuidesJsonUnderItsResourceWithTheHeadersOfCloudEvents() {
        var sent = Sent.to(topic(BROKER, TOPIC));
        assertThat(sent.on(channel)).isEqualTo(Outcome.Told.delivered("kafka-written"));
        var record = read(TOPIC);
        assertThat(new String(record.key(), UTF_8)).isEqualTo("i-bp1ecr*****5go2go");
        assertThat(record.value()).isEqualTo(Sent.REBOOT.getBytes(UTF_8));
        var headers = new HashMap<String, String>();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        assertThat(headers)
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_id", sent.delivery().id().toString())
                .containsEntry("ce_source", "/ecs/cn-hangzhou/169070*****30")
                .containsEntry("ce_type", "opsbus.ecs.Instance.SystemMaintenance.Reboot.Scheduled.v1")
                .containsEntry("ce_time", "2019-04-09T04:18:26.922Z")
                .containsEntry("content-type", "application/json")
                .doesNotContainKey("ce_datacontenttype");
    }

    @Test
    void aTopicThatIsNotGrantedAnyMoreIsNotWrittenTo() {
        assertThat(Sent.to(topic(BROKER, "ecs.instance.system-event")).on(channel))
                .satisfies(outcome -> assertThat(outcome.label()).isEqualTo("kafka-forbidden"));
    }

    @Test
    void aClusterNobodyAnswersForIsTriedAgain() {
        try (var hasty = new Producers(Duration.ofSeconds(1))) {
            var impatient =
                    new KafkaTopicChannel(hasty, new KafkaGrants(List.of(grant("127.0.0.1:1")), Set.of()), blocking);
            var outcome = Sent.to(topic("127.0.0.1:1", "own.x")).on(impatient);
            assertThat(outcome.label()).isEqualTo("kafka-timeout");
            assertThat(outcome.verdict()).isEqualTo(Outcome.Verdict.RETRY);
        }
    }
}
