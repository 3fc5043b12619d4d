package io.opsbus.schemas;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the broker to the declared topics, without touching what is there. */
final class TopicCreation {
    private static final Logger LOGGER = LoggerFactory.getLogger(TopicCreation.class);

    private TopicCreation() {}

    static void run(Admin admin, short replication, List<Topic<? extends SpecificRecord>> declared) {
        var described = admin.describeTopics(declared.stream().map(Topic::name).toList())
                .topicNameValues();
        List<NewTopic> missing = declared.stream()
                .filter(topic -> !isThere(topic, described.get(topic.name())))
                .map(topic -> topic.declaration(replication))
                .toList();
        if (!missing.isEmpty()) {
            admin.createTopics(missing).values().forEach(TopicCreation::awaitCreated);
        }
    }

    private static boolean isThere(
            Topic<? extends SpecificRecord> topic, @Nullable KafkaFuture<TopicDescription> described) {
        if (described == null) {
            return false;
        }
        try {
            warnOfOtherPartitions(topic, await("look for topic " + topic.name(), described));
            return true;
        } catch (TopicsNotCreated failure) {
            if (failure.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw failure;
        }
    }

    private static void awaitCreated(String name, KafkaFuture<Void> created) {
        try {
            await("create topic " + name, created);
        } catch (TopicsNotCreated failure) {
            // another process was quicker: the topic is there, which is all we want
            if (!(failure.getCause() instanceof TopicExistsException)) {
                throw failure;
            }
        }
    }

    /** More partitions than declared may be an operator's choice, so this is a warning and no refusal. */
    private static void warnOfOtherPartitions(Topic<? extends SpecificRecord> topic, TopicDescription found) {
        if (found.partitions().size() != topic.partitions()) {
            LOGGER.atWarn()
                    .addKeyValue("topic", topic.name())
                    .addKeyValue("partitions", found.partitions().size())
                    .addKeyValue("declared", topic.partitions())
                    .log("topic has another number of partitions than declared");
        }
    }

    private static <T> T await(String what, Future<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            throw new TopicsNotCreated("cannot " + what + ": " + cause.getMessage(), cause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new TopicsNotCreated("cannot " + what + ": interrupted", interrupted);
        }
    }
}
