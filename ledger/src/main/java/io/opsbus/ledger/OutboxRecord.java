package io.opsbus.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One record on its way to Kafka.
 *
 * @param key the Kafka key. Order is kept for the facts of one entity; let the key be a function of the entity's id
 * @param value the encoded record; null is a tombstone on a compacted topic
 * @param headers beside {@value #FACT_ID}, which is always written from {@code factId}
 * @param factId unique for ever; consumers drop duplicates by it
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes pass through once and are never compared
public record OutboxRecord(
        String topic, String key, byte @Nullable [] value, Map<String, String> headers, String factId) {

    /** The header that carries the fact id. */
    public static final String FACT_ID = "fact-id";

    /**
     * The largest record, in bytes of key, value and headers. Under the broker's default {@code max.message.bytes} of
     * 1 MiB: a record the broker refuses would block its outbox, so it is refused while its change can still fail.
     */
    public static final int MAX_BYTES = 1_000_000;

    public OutboxRecord {
        headers = Map.copyOf(headers);
        int bytes = size(key, value, headers);
        if (bytes > MAX_BYTES) {
            throw new IllegalArgumentException("fact " + factId + " has " + bytes + " bytes, more than " + MAX_BYTES);
        }
    }

    /** A record that ends its key on a compacted topic. */
    public static OutboxRecord tombstone(String topic, String key, Map<String, String> headers, String factId) {
        return new OutboxRecord(topic, key, null, headers, factId);
    }

    /** Bytes of key, value and headers. */
    public int bytes() {
        return size(key, value, headers);
    }

    private static int size(String key, byte @Nullable [] value, Map<String, String> headers) {
        int bytes = key.getBytes(UTF_8).length + (value == null ? 0 : value.length);
        for (var header : headers.entrySet()) {
            bytes += header.getKey().length() + header.getValue().getBytes(UTF_8).length;
        }
        return bytes;
    }
}
