package io.opsbus.notifier.bus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.dispatch.Attempts;
import io.opsbus.schemas.Topics;
import io.opsbus.testkit.Backbone;
import io.opsbus.testkit.bus.FakeRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AttemptsTailIT {
    /** One whose target's attempts are in another partition than its fallback's: half of a test would see nothing otherwise. */
    private final Subscription subscription = Stream.generate(
                    () -> Given.subscription(UUID.randomUUID().toString().replace("-", ""), Given.everything()))
            .filter(one ->
                    partition(one.id().target()) != partition(one.id().target().fallback()))
            .findFirst()
            .orElseThrow();
    /** The topic is every test's: nobody else has these numbers. */
    private final int numbers = new SecureRandom().nextInt(1_000_000_000);

    private final String group = UUID.randomUUID().toString();
    private final FakeRegistry registry = new FakeRegistry();
    private final Records records = new Records(registry.schemas());
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", Backbone.get().bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    private boolean hasFallback;
    private final AttemptsTail tail = new AttemptsTail(this::consumer, records, _ -> hasFallback);

    @BeforeEach
    void topics() {
        try (var admin = Admin.create(
                Map.<String, Object>of("bootstrap.servers", Backbone.get().bootstrap()))) {
            Topics.create(admin, (short) 1);
        }
    }

    @AfterEach
    void close() {
        producer.close();
        registry.close();
    }

    private Consumer<byte[], byte[]> consumer() {
        var config = new HashMap<String, Object>();
        config.put("bootstrap.servers", Backbone.get().bootstrap());
        config.put("group.id", group);
        config.put("auto.offset.reset", "earliest");
        config.put("enable.auto.commit", false);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private Delivery delivery(int number) {
        return Given.delivery(subscription, numbers + number, Given.NOON);
    }

    private Delivery attempted(int number, int status) throws InterruptedException {
        return attempted(delivery(number), status);
    }

    private Delivery attempted(Delivery delivery, int status) throws InterruptedException {
        var written = new CountDownLatch(1);
        new KafkaAttempts(producer, records)
                .record(
                        new Attempts.Attempt(
                                delivery,
                                1,
                                new Outcome.Answered(status, Optional.empty()),
                                Given.NOON,
                                Duration.ZERO,
                                status == 204 || status == 410),
                        written::countDown);
        written.await();
        return delivery;
    }

    /** The partition of the target's deliveries. */
    private int partition() {
        return partition(subscription.id().target());
    }

    private static int partition(TargetId target) {
        var key = target.value().getBytes(UTF_8);
        return BuiltInPartitioner.partitionForKey(key, Topics.DELIVERIES.partitions());
    }

    private void commit(String note) {
        commit(0, note);
    }

    private void commit(long offset, String note) {
        try (var consumer = consumer()) {
            consumer.commitSync(Map.of(
                    new TopicPartition(Topics.DELIVERIES.name(), partition()), new OffsetAndMetadata(offset, note)));
        }
    }

    /** Read one after the other from the beginning of the partition. */
    private Set<DeliveryId> safe(Delivery... asked) {
        var read = new ArrayList<Doubts.Read>();
        for (var one : asked) {
            read.add(new Doubts.Read(one, partition(), read.size()));
        }
        return tail.safe(read);
    }

    @Test
    void whatWasDeliveredSinceTheLastCommitIsKnownAndWhatFailedIsNot() throws InterruptedException {
        commit(AttemptsTail.note(Instant.now()));
        var delivered = attempted(1, 204);
        var failed = attempted(2, 503);
        var never = delivery(3);
        assertThat(safe(delivered, failed, never)).containsExactly(delivered.id());
        assertThat(safe(never)).isEmpty();
    }

    @Test
    void whatIsDeadIsOverForWhoReadsItsBatchAgainAndNotForWhoClaimsItsRow() throws InterruptedException {
        commit(AttemptsTail.note(Instant.now()));
        var dead = attempted(1, 410);
        assertThat(safe(dead)).containsExactly(dead.id());
        assertThat(tail.delivered(Map.of(dead.id(), dead.target()), Given.NOON))
                .as("it may have been redriven")
                .isEmpty();
    }

    @Test
    void whatWasSupersededIsOver() {
        commit(AttemptsTail.note(Instant.now()));
        var given = delivery(1);
        new KafkaAttempts(producer, records)
                .keep(List.of(new Attempts.Attempt(given, 2, Outcome.superseded(), Given.NOON, Duration.ZERO, true)));
        assertThat(safe(given)).containsExactly(given.id());
    }

    @Test
    void whatTheFallbackGotOfATargetThatHasOneIsOver() throws InterruptedException {
        commit(AttemptsTail.note(Instant.now()));
        var own = delivery(1);
        attempted(own.toFallback(Given.NOON), 204);
        assertThat(safe(own)).isEmpty();
        hasFallback = true;
        assertThat(safe(own)).containsExactly(own.id());
    }

    @Test
    void whereNothingWasCommittedAllAttemptsCount() throws InterruptedException {
        var delivered = attempted(1, 204);
        assertThat(safe(delivered)).containsExactly(delivered.id());
    }

    @Test
    void whatLiesBeforeTheLastCommitIsNotRead() throws InterruptedException {
        var delivered = attempted(1, 204);
        commit(AttemptsTail.note(Instant.now().plusSeconds(60)));
        assertThat(safe(delivered)).isEmpty();
    }

    @Test
    void whatLiesBeforeTheCommittedOffsetIsSafeWhoeverMadeIt() throws InterruptedException {
        var before = attempted(1, 204);
        var parked = attempted(2, 503);
        var after = delivery(3);
        commit(2, AttemptsTail.note(Instant.now().plusSeconds(60)));
        assertThat(safe(before, parked, after)).containsExactlyInAnyOrder(before.id(), parked.id());
    }

    @Test
    void anOffsetSetByHandMeansThatAllIsSentAgain() throws InterruptedException {
        commit("");
        var delivered = attempted(1, 204);
        assertThat(safe(delivered)).isEmpty();
    }

    @Test
    void aRowsDeliveryIsFoundByItsTarget() throws InterruptedException {
        var since = Instant.now();
        var delivered = attempted(1, 204);
        var other = delivery(2);
        assertThat(tail.delivered(Map.of(delivered.id(), delivered.target(), other.id(), other.target()), since))
                .containsExactly(delivered.id());
        assertThat(tail.delivered(Map.of(delivered.id(), delivered.target()), since.plusSeconds(3600)))
                .as("too late")
                .isEmpty();
    }
}
