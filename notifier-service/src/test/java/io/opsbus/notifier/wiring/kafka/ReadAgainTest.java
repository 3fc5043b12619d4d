package io.opsbus.notifier.wiring.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.util.backoff.FixedBackOff;

class ReadAgainTest {
    private static final TopicPartition KEPT = new TopicPartition("deliveries", 1);
    private static final TopicPartition LOST = new TopicPartition("deliveries", 2);

    private final List<ConsumerRecord<?, ?>> doubtful = new ArrayList<>();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final ReadAgain again = new ReadAgain(
            batch -> {
                batch.forEach(doubtful::add);
                return Map.of(KEPT, 5L, LOST, 3L);
            },
            new FixedBackOff(1, FixedBackOff.UNLIMITED_ATTEMPTS));

    private static ConsumerRecord<byte[], byte[]> record(TopicPartition partition, long offset) {
        return new ConsumerRecord<>(partition.topic(), partition.partition(), offset, new byte[0], new byte[0]);
    }

    private final ConsumerRecords<byte[], byte[]> batch = new ConsumerRecords<>(
            Map.of(KEPT, List.of(record(KEPT, 7), record(KEPT, 8)), LOST, List.of(record(LOST, 3))), Map.of());

    private static MessageListenerContainer running() {
        return (MessageListenerContainer) Proxy.newProxyInstance(
                MessageListenerContainer.class.getClassLoader(),
                new Class<?>[] {MessageListenerContainer.class},
                (_, method, _) -> {
                    if (method.getName().equals("isRunning")) {
                        return true;
                    }
                    throw new AssertionError("a batch is read again without " + method.getName());
                });
    }

    @Test
    void aBatchIsReadAgainFromWhereItIsToldWhereItIsStillOursAndNeverHandedOverFromMemory() {
        consumer.assign(List.of(KEPT));
        consumer.seek(KEPT, 9);
        again.handleBatch(new IllegalStateException("no commit"), batch, consumer, running(), () -> {
            throw new AssertionError("handed over");
        });
        assertThat(consumer.position(KEPT)).isEqualTo(5);
        assertThat(doubtful).extracting(ConsumerRecord::offset).containsExactlyInAnyOrder(7L, 8L, 3L);
        assertThat(again.isAckAfterHandle()).as("it is not safe").isFalse();
    }
}
