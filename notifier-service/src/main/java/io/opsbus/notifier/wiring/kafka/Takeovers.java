package io.opsbus.notifier.wiring.kafka;

import io.opsbus.notifier.bus.DeliveryBatches;
import io.opsbus.notifier.bus.offset.Commits;
import io.opsbus.schemas.Topics;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.stream.binder.kafka.KafkaBindingRebalanceListener;
import org.springframework.context.ApplicationListener;
import org.springframework.kafka.event.ListenerContainerIdleEvent;

/** What the reader of the deliveries does between batches: partitions come and go, or nothing comes. All of it by the thread that reads. */
public final class Takeovers implements KafkaBindingRebalanceListener, ApplicationListener<ListenerContainerIdleEvent> {
    private static final Logger LOGGER = LoggerFactory.getLogger(Takeovers.class);

    private final DeliveryBatches batches;

    /** For the one reader of a process. */
    public Takeovers(DeliveryBatches batches) {
        this.batches = batches;
    }

    /** By this consumer. */
    public static Commits commits(Consumer<?, ?> consumer) {
        return offsets -> {
            try {
                consumer.commitSync(offsets);
                return true;
            } catch (RebalanceInProgressException _) {
                return false;
            }
        };
    }

    @Override
    public void onPartitionsAssigned(
            String binding, Consumer<?, ?> consumer, Collection<TopicPartition> partitions, boolean initial) {
        if (binding.equals(KafkaBeans.DELIVER)) {
            var committed = new HashMap<TopicPartition, @Nullable OffsetAndMetadata>();
            partitions.forEach(partition -> committed.put(partition, null));
            committed.putAll(consumer.committed(Set.copyOf(partitions)));
            batches.assigned(consumer.endOffsets(partitions), committed);
        }
    }

    /** What waits of partitions that go is their next owner's; what stays is read again here. */
    @Override
    public void onPartitionsRevokedBeforeCommit(
            String binding, Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        if (binding.equals(KafkaBeans.DELIVER)) {
            try {
                batches.look(commits(consumer));
            } catch (RuntimeException failure) {
                LOGGER.atDebug().setCause(failure).log("what is safe could not be committed");
            }
            var from = new HashMap<>(batches.again(List.of()));
            from.keySet().removeAll(partitions);
            seek(consumer, from);
        }
    }

    @Override
    public void onApplicationEvent(ListenerContainerIdleEvent event) {
        var partitions = event.getTopicPartitions();
        if (partitions == null
                || partitions.stream().noneMatch(one -> one.topic().equals(Topics.DELIVERIES.name()))) {
            return;
        }
        try {
            batches.look(commits(event.getConsumer()));
        } catch (RuntimeException failure) {
            LOGGER.atWarn().setCause(failure).log("what waited is read again");
            seek(event.getConsumer(), batches.again(List.of()));
        }
    }

    /** Reads on from these offsets, where partitions are still ours. */
    static void seek(Consumer<?, ?> consumer, Map<TopicPartition, Long> from) {
        var ours = consumer.assignment();
        from.forEach((partition, offset) -> {
            if (ours.contains(partition)) {
                consumer.seek(partition, offset);
            }
        });
    }
}
