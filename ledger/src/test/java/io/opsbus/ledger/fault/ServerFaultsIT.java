package io.opsbus.ledger.fault;

import static io.opsbus.ledger.fault.KilledServiceIT.oneTo;
import static io.opsbus.ledger.fault.KilledServiceIT.steps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.ledger.postgres.TestDatabase;
import io.opsbus.ledger.relay.KafkaFactSink;
import io.opsbus.ledger.relay.KafkaTopic;
import io.opsbus.ledger.relay.RelayHealth.State;
import io.opsbus.testkit.Backbone;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The broker or the database goes away under a running service and comes back. */
class ServerFaultsIT {

    @AfterEach
    void heal() {
        Backbone.get().postgres().start();
        Backbone.get().kafka().start();
    }

    private static Service service(KafkaTopic topic) {
        var sink = KafkaFactSink.open(KafkaTopic.connection());
        return new Service(TestDatabase.pool(TestDatabase.freshUrl()), sink, topic.name(), step -> {}, true);
    }

    @Test
    void whileKafkaIsAwayFactsWaitAndThenArriveInOrder() throws Exception {
        var topic = KafkaTopic.fresh();
        try (var service = service(topic)) {
            service.countTo("a", 1, 10, reply -> {});
            await().untilAsserted(() -> assertThat(steps(topic.stored(), "a")).isEqualTo(oneTo(10)));
            Backbone.get().kafka().kill();
            service.countTo("a", 11, 40, reply -> {});

            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                assertThat(service.health().state()).isEqualTo(State.KAFKA_AWAY);
                assertThat(service.health().waiting()).isBetween(30L, 50L);
            });
            assertThat(service.health().oldest()).isNotNull();

            Backbone.get().kafka().start();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(service.health().state()).isEqualTo(State.RUNNING));
            await().atMost(Duration.ofSeconds(20)).until(() -> service.health().waiting() == 0);
        }
        assertThat(steps(topic.stored(), "a")).isEqualTo(oneTo(40));
    }

    @Test
    void aKilledPostgresCostsNothingThatWasAnsweredAndTheServiceGoesOnByItself() throws Exception {
        var topic = KafkaTopic.fresh();
        var heard = new AtomicInteger();
        try (var service = service(topic)) {
            var client = CompletableFuture.runAsync(() -> service.countTo("a", 1, 300, reply -> {
                assertThat(reply).isEqualTo(heard.incrementAndGet());
            }));
            await().until(() -> heard.get() >= 50);
            Backbone.get().postgres().kill();
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(service.health().state()).isEqualTo(State.POSTGRES_AWAY));
            Backbone.get().postgres().start();
            client.get(60, TimeUnit.SECONDS);
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() ->
                            assertThat(steps(topic.stored(), Service.TICKS)).hasSize(100));
            await().atMost(Duration.ofSeconds(20)).until(() -> service.health().waiting() == 0);
        }
        assertThat(steps(topic.stored(), "a")).isEqualTo(oneTo(300));
        assertThat(steps(topic.stored(), Service.TICKS)).isEqualTo(oneTo(100));
    }
}
