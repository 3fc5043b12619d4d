package io.opsbus.event.recent;

import org.jspecify.annotations.Nullable;

/**
 * A record as it lies on a topic, not yet understood.
 *
 * @param topic its topic
 * @param partition its partition
 * @param offset its offset
 * @param key its key
 * @param value its bytes; null is a tombstone
 * @param factId header {@code fact-id}; null when its producer set none
 * @param deed header {@code deed}; null when its producer set none
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes pass through once and are never compared
public record BusRecord(
        String topic,
        int partition,
        long offset,
        @Nullable String key,
        byte @Nullable [] value,
        @Nullable String factId,
        @Nullable String deed) {

    /** A record whose producer cannot say what its user did. */
    public BusRecord(
            String topic,
            int partition,
            long offset,
            @Nullable String key,
            byte @Nullable [] value,
            @Nullable String factId) {
        this(topic, partition, offset, key, value, factId, null);
    }

    /** The id to drop duplicates by: the producer's, else the place on the topic, which is unique as well. */
    public String identity() {
        return factId != null ? factId : topic + "/" + partition + "/" + offset;
    }
}
