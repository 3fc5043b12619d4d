package io.opsbus.notifier.bus.offset;

import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/** What somebody may have begun of a partition before. */
@FunctionalInterface
public interface Past {
    /** The offset before which records are in doubt, 0 where these are a batch at most; empty when none is any more. */
    OptionalLong doubtful(TopicPartition partition);
}
