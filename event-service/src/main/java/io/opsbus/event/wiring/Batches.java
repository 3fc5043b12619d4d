package io.opsbus.event.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.event.recent.BusRecord;
import io.opsbus.schemas.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.kafka.support.KafkaNull;
import org.springframework.messaging.Message;

/** From the binder's batch message to records. The headers are lists beside the payload, one entry a record. */
final class Batches {
    private Batches() {}

    static List<BusRecord> records(Message<? extends List<?>> batch) {
        List<?> values = batch.getPayload();
        List<?> topics = list(batch, KafkaHeaders.RECEIVED_TOPIC);
        List<?> partitions = list(batch, KafkaHeaders.RECEIVED_PARTITION);
        List<?> offsets = list(batch, KafkaHeaders.OFFSET);
        List<?> keys = list(batch, KafkaHeaders.RECEIVED_KEY);
        List<?> headers = list(batch, KafkaHeaders.BATCH_CONVERTED_HEADERS);
        var records = new ArrayList<BusRecord>(values.size());
        for (int i = 0; i < values.size(); i++) {
            records.add(new BusRecord(
                    String.valueOf(topics.get(i)),
                    ((Number) partitions.get(i)).intValue(),
                    ((Number) offsets.get(i)).longValue(),
                    text(keys.get(i)),
                    value(values.get(i)),
                    header(headers.get(i), Headers.FACT_ID),
                    header(headers.get(i), Headers.DEED)));
        }
        return records;
    }

    private static List<?> list(Message<?> batch, String header) {
        return batch.getHeaders().get(header) instanceof List<?> list ? list : List.of();
    }

    private static byte @Nullable [] value(@Nullable Object value) {
        return switch (value) {
            case byte[] bytes -> bytes;
            case KafkaNull tombstone -> null;
            case null -> null;
            default -> throw new IllegalStateException("the binder decoded a value: " + value.getClass());
        };
    }

    private static @Nullable String header(@Nullable Object headers, String name) {
        return headers instanceof Map<?, ?> map ? text(map.get(name)) : null;
    }

    private static @Nullable String text(@Nullable Object value) {
        return switch (value) {
            case byte[] bytes -> new String(bytes, UTF_8);
            case String string -> string;
            case null, default -> null;
        };
    }
}
