package io.opsbus.notifier.channel.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.notifier.channel.Blocking;
import io.opsbus.notifier.channel.Sent;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.grant.KafkaGrant;
import io.opsbus.notifier.grant.KafkaGrants;
import io.opsbus.notifier.targets.KafkaTopic;
import io.opsbus.notifier.targets.Secret;
import io.opsbus.notifier.targets.Target.Login;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** More logins than an account may have in use at once, at clusters that take their time. */
class TopicsOfManyLoginsTest {
    private static final Duration ATTEMPT = Duration.ofSeconds(20);
    private static final String BROKER = "kafka:9092";

    private final ConcurrentMap<String, MockProducer<byte[], byte[]>> fakes = new ConcurrentHashMap<>();
    private final Producers producers = new Producers(ATTEMPT, System::nanoTime, this::open);
    private final Blocking blocking = new Blocking(64, Duration.ZERO, ATTEMPT);
    private final KafkaTopicChannel channel = new KafkaTopicChannel(
            producers, new KafkaGrants(List.of(new KafkaGrant("169070*****30", BROKER, "own.")), Set.of()), blocking);

    private Producer<byte[], byte[]> open(Cluster cluster) {
        var login = cluster.login().orElseThrow().id();
        var fake = new MockProducer<>(
                login.startsWith("quick"), null, new ByteArraySerializer(), new ByteArraySerializer());
        fakes.put(login, fake);
        return fake;
    }

    @AfterEach
    void stop() {
        blocking.close();
        producers.close();
    }

    private Sent begin(String login) {
        var key = new Login(login, Secret.of("s3cret"));
        var sent = Sent.to(
                new KafkaTopic(BROKER, "own.events", true, KafkaTopic.Sasl.PLAIN, Optional.of(key), Optional.empty()));
        channel.send(List.of(sent));
        return sent;
    }

    private void awaitUnderWay(String login) {
        await().until(() -> fakes.entrySet().stream()
                .anyMatch(one ->
                        one.getKey().equals(login) && one.getValue().history().size() == 1));
    }

    private void complete(String login) {
        assertThat(fakes)
                .hasEntrySatisfying(
                        login, fake -> assertThat(fake.completeNext()).isTrue());
    }

    @Test
    void anAttemptUnderWayIsNotFailedByOthersThatNeedItsProducersPlace() {
        var slow = begin("slow");
        awaitUnderWay("slow");
        for (var i = 0; i < 33; i++) {
            assertThat(begin("quick-" + i).outcome().label()).isEqualTo("kafka-written");
        }
        complete("slow");
        assertThat(slow.outcome().label()).isEqualTo("kafka-written");
    }

    @Test
    void whoFindsAllInUseIsPutOffAndHasNotFailed() {
        for (var i = 0; i < Producers.MOST_OF_ONE; i++) {
            begin("slow-" + i);
            awaitUnderWay("slow-" + i);
        }
        assertThat(begin("quick").outcome()).isInstanceOf(Outcome.Postponed.class);
        complete("slow-0");
        await().untilAsserted(() -> assertThat(begin("quick").outcome().label()).isEqualTo("kafka-written"));
    }
}
