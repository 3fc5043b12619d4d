package io.opsbus.notifier.wiring;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.kafka.support.converter.BatchMessageConverter;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.GenericMessage;

/**
 * Hands a batch to its function as it came from the consumer. The usual converter takes each record apart into seven lists and a map of
 * headers, which costs more than decoding it.
 */
final class WholeRecords implements BatchMessageConverter {
    @Override
    public Message<?> toMessage(
            List<ConsumerRecord<?, ?>> records,
            @Nullable Acknowledgment acknowledgment,
            @Nullable Consumer<?, ?> consumer,
            @Nullable Type payloadType) {
        return consumer == null
                ? new GenericMessage<>(records)
                : new GenericMessage<>(records, Map.of(KafkaHeaders.CONSUMER, consumer));
    }

    /** Who read a batch. */
    static Consumer<?, ?> consumer(Message<?> batch) {
        return Objects.requireNonNull(batch.getHeaders().get(KafkaHeaders.CONSUMER, Consumer.class));
    }

    @Override
    public List<ProducerRecord<?, ?>> fromMessage(Message<?> message, String defaultTopic) {
        throw new UnsupportedOperationException("batches are only read");
    }
}
