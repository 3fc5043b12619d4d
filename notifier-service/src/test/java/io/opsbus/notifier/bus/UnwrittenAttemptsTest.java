package io.opsbus.notifier.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.dispatch.Attempts;
import io.opsbus.notifier.dispatch.Recall;
import io.opsbus.schemas.registry.InMemorySchemaRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** What became of deliveries while the broker was away. */
class UnwrittenAttemptsTest {
    private final MockProducer<byte[], byte[]> producer = new MockProducer<>(
            false, new RoundRobinPartitioner(), new ByteArraySerializer(), new ByteArraySerializer());
    private final KafkaAttempts attempts = new KafkaAttempts(producer, new Records(new InMemorySchemaRegistry()));
    private int freed;

    private static Delivery delivery(int number) {
        return Given.delivery(Given.subscription("good", Given.everything()), number, Given.NOON);
    }

    private void ended(int number, int status) {
        var outcome = new Outcome.Answered(status, Optional.empty());
        attempts.record(
                new Attempts.Attempt(delivery(number), 1, outcome, Given.NOON, Duration.ZERO, status != 503),
                () -> freed++);
    }

    private boolean isDelivered(int number) {
        var one = delivery(number);
        return !attempts.delivered(Map.of(one.id(), one.target()), Given.NOON).isEmpty();
    }

    private boolean isSafe(int number) {
        return !attempts.safe(List.of(new Doubts.Read(delivery(number), 0, number)))
                .isEmpty();
    }

    @Test
    void anEndThatCouldNotBeWrittenDownIsRemembered() {
        ended(1, 204);
        producer.errorNext(new TimeoutException("30 s"));
        assertThat(freed).as("its place is free").isEqualTo(1);
        assertThat(isSafe(1)).isTrue();
        assertThat(isDelivered(1)).isTrue();
        assertThat(isSafe(2)).isFalse();
        assertThat(isDelivered(2)).isFalse();
    }

    @Test
    void anEndThatIsBeingWrittenDownIsKnownHere() {
        ended(1, 204);
        assertThat(freed).as("its place").isZero();
        assertThat(isSafe(1)).isTrue();
        assertThat(isDelivered(1)).isTrue();
    }

    @Test
    void whatIsWrittenIsLookedUpWhereItIsWritten() {
        ended(1, 204);
        producer.completeNext();
        assertThat(isSafe(1)).isFalse();
        assertThat(isDelivered(1)).isFalse();
        assertThat(producer.history()).hasSize(1);
        assertThat(freed).isEqualTo(1);
    }

    @Test
    void whatIsDeadIsOverForWhoReadsItsBatchAgainAndNotForWhoClaimsItsRow() {
        ended(1, 410);
        producer.errorNext(new TimeoutException("30 s"));
        assertThat(isSafe(1)).isTrue();
        assertThat(isDelivered(1)).as("it may have been redriven").isFalse();
    }

    @Test
    void whoClaimsARowAsksThisProcessFirstAndOfTheRestWhatIsWritten() {
        ended(1, 204);
        var asked = Map.of(
                delivery(1).id(),
                delivery(1).target(),
                delivery(2).id(),
                delivery(2).target());
        var looked = new ArrayList<Map<DeliveryId, TargetId>>();
        Recall written = (rest, _) -> {
            looked.add(rest);
            return rest.keySet();
        };
        assertThat(written.behind(attempts).delivered(asked, Given.NOON)).isEqualTo(asked.keySet());
        assertThat(looked).containsExactly(Map.of(delivery(2).id(), delivery(2).target()));
        var known = Map.of(delivery(1).id(), delivery(1).target());
        assertThat(written.behind(attempts).delivered(known, Given.NOON)).isEqualTo(known.keySet());
        assertThat(looked).as("Kafka need not be there").hasSize(1);
    }

    @Test
    void whatWasNoEndIsMadeAgain() {
        ended(1, 503);
        producer.errorNext(new TimeoutException("30 s"));
        assertThat(isSafe(1)).isFalse();
    }
}
