package io.opsbus.notifier.channel.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.targets.KafkaTopic;
import io.opsbus.notifier.targets.Secret;
import io.opsbus.notifier.targets.Target.Login;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With the client's own fake in the place of its producer. */
class ProducersTest {
    private static final Duration ATTEMPT = Duration.ofSeconds(20);
    private static final AccountId ONE = new AccountId("one");
    private static final AccountId ANOTHER = new AccountId("another");
    private static final String UNKNOWN = "unknown:9092";
    private static final String SLOW = "slow:9092";

    private final AtomicLong ticks = new AtomicLong();
    private final CountDownLatch resolved = new CountDownLatch(1);
    private final ConcurrentLinkedQueue<String> opened = new ConcurrentLinkedQueue<>();
    private final Producers producers = new Producers(ATTEMPT, ticks::get, this::open);

    private Producer<byte[], byte[]> open(Cluster cluster) {
        opened.add(cluster.bootstrap());
        if (cluster.bootstrap().equals(UNKNOWN)) {
            throw new KafkaException("no producer", new ConfigException("no resolvable bootstrap urls"));
        }
        if (cluster.bootstrap().equals(SLOW)) {
            await().until(() -> resolved.getCount() == 0);
        }
        return new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @AfterEach
    void stop() {
        resolved.countDown();
        producers.close();
    }

    private static KafkaTopic at(String bootstrap, String login) {
        var key = new Login(login, Secret.of("of " + login));
        return new KafkaTopic(bootstrap, "own.events", true, KafkaTopic.Sasl.PLAIN, Optional.of(key), Optional.empty());
    }

    private static KafkaTopic of(String login) {
        return at("kafka:9092", login);
    }

    private Producers.Use use(AccountId account, KafkaTopic topic) {
        return producers.use(account, topic).orElseThrow();
    }

    private MockProducer<byte[], byte[]> useOnce(AccountId account, KafkaTopic topic) throws InterruptedException {
        try (var use = use(account, topic)) {
            return fake(use);
        }
    }

    private static MockProducer<byte[], byte[]> fake(Producers.Use use) throws InterruptedException {
        return (MockProducer<byte[], byte[]>) use.producer();
    }

    @Test
    void manyLoginsOfOneAccountLeaveWhatAnotherUsesAlone() throws Exception {
        var others = useOnce(ANOTHER, of("its"));
        for (var i = 0; i < 33; i++) {
            useOnce(ONE, of("login-" + i));
        }
        assertThat(useOnce(ANOTHER, of("its"))).isSameAs(others);
        assertThat(others.closed()).isFalse();
    }

    @Test
    void accountsShareNoProducerThoughTheyShareALogin() throws Exception {
        assertThat(useOnce(ONE, of("same"))).isNotSameAs(useOnce(ANOTHER, of("same")));
    }

    @Test
    void whatIsInUseIsNotClosedAndWhoWouldBeOneTooManyFindsNoRoom() throws Exception {
        var uses = new ArrayList<Producers.Use>();
        var fakes = new ArrayList<MockProducer<byte[], byte[]>>();
        for (var i = 0; i < Producers.MOST_OF_ONE; i++) {
            var use = use(ONE, of("login-" + i));
            uses.add(use);
            fakes.add(fake(use));
        }
        assertThat(producers.use(ONE, of("one too many"))).isEmpty();
        assertThat(producers.use(ANOTHER, of("its"))).isPresent();
        uses.get(3).close();
        assertThat(fake(use(ONE, of("one too many"))).closed()).isFalse();
        await().until(fakes.get(3)::closed);
        fakes.remove(3);
        assertThat(fakes).noneMatch(MockProducer::closed);
    }

    @Test
    void theOneThatWasIdleLongestGoes() throws Exception {
        var fakes = new ArrayList<MockProducer<byte[], byte[]>>();
        for (var i = 0; i < Producers.MOST_OF_ONE; i++) {
            fakes.add(useOnce(ONE, of("login-" + i)));
        }
        try (var first = use(ONE, of("login-0"))) {
            useOnce(ONE, of("login-1"));
            assertThat(fake(first)).isSameAs(fakes.getFirst());
        }
        useOnce(ONE, of("another"));
        await().until(fakes.get(2)::closed);
        assertThat(fakes.stream().filter(MockProducer::closed)).hasSize(1);
    }

    @Test
    void whatWasBrokenByOneIsClosedWhenNobodyUsesItAnyMore() throws Exception {
        var other = use(ONE, of("login"));
        var broken = fake(other);
        try (var use = use(ONE, of("login"))) {
            use.broken();
        }
        assertThat(useOnce(ONE, of("login"))).isNotSameAs(broken);
        assertThat(broken.closed()).isFalse();
        other.close();
        await().until(broken::closed);
    }

    @Test
    void aClusterWhoseNameServerHangsKeepsNobodyElseWaitingAndIsOpenedOnce() throws Exception {
        var hanging = List.of(use(ONE, at(SLOW, "a")), use(ONE, at(SLOW, "a")));
        assertThat(useOnce(ONE, of("b"))).isNotNull();
        assertThat(useOnce(ANOTHER, of("c"))).isNotNull();
        ticks.addAndGet(ATTEMPT.toNanos());
        for (var use : hanging) {
            assertThatThrownBy(use::producer)
                    .isInstanceOf(KafkaException.class)
                    .hasMessageContaining("still being resolved");
            use.close();
        }
        resolved.countDown();
        // its thread looks up a moment later
        await().ignoreException(KafkaException.class).until(() -> useOnce(ONE, at(SLOW, "a")) != null);
        assertThat(opened).filteredOn(SLOW::equals).hasSize(1);
    }

    @Test
    void whatCannotBeOpenedIsNotTriedAgainForAMoment() {
        assertUnknown();
        assertUnknown();
        assertThat(opened).containsExactly(UNKNOWN);
        ticks.addAndGet(Producers.FAILED_FOR.toNanos());
        assertUnknown();
        assertThat(opened).containsExactly(UNKNOWN, UNKNOWN);
    }

    private void assertUnknown() {
        try (var use = use(ONE, at(UNKNOWN, "a"))) {
            assertThatThrownBy(use::producer)
                    .isInstanceOf(KafkaException.class)
                    .hasRootCauseMessage("no resolvable bootstrap urls");
        }
    }

    @Test
    void whatIsOpenIsClosedInTheEnd() throws Exception {
        var idle = useOnce(ONE, of("idle"));
        producers.close();
        assertThat(idle.closed()).isTrue();
        assertThat(producers.use(ONE, of("late"))).isEmpty();
    }
}
