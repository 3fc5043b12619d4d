package io.opsbus.notifier.bus.offset;

import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Where offsets are committed; for the thread that reads. */
@FunctionalInterface
public interface Commits {
    /**
     * Commits.
     *
     * @return whether they are durable; false: not now, because partitions are being given out anew
     * @throws RuntimeException when that cannot be known, or they are another's by now
     */
    boolean commit(Map<TopicPartition, OffsetAndMetadata> offsets);
}
