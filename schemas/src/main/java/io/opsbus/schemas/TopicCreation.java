package io.opsbus.schemas;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the broker to the declared topics, without touching what is there. */
final class TopicCreation {
    private static final Logger LOGGER = LoggerFactory.getLogger(TopicCreation.class);

    private TopicCreation() {}

    static void run(Admin admin, short replication, List<Topic<? extends SpecificRecord>> declared) {
        Set<String> present = await("list the topics", admin.listTopics().names());
        List<NewTopic> missing = declared.stream()
                .filter(topic -> !present.contains(topic.name()))
                .map(topic -> topic.declaration(replication))
                .toList();
        if (!missing.isEmpty()) {
            admin.createTopics(missing).values().forEach(TopicCreation::awaitCreated);
        }
        warnOfOtherPartitions(
                admin,
                declared.stream()
                        .filter(topic -> present.contains(topic.name()))
                        .toList());
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
    private static void warnOfOtherPartitions(Admin admin, List<Topic<? extends SpecificRecord>> present) {
        if (present.isEmpty()) {
            return;
        }
        Map<String, TopicDescription> found = await(
                "describe the topics",
                admin.describeTopics(present.stream().map(Topic::name).toList()).allTopicNames());
        for (Topic<? extends SpecificRecord> topic : present) {
            TopicDescription description = found.get(topic.name());
            int partitions = description == null ? 0 : description.partitions().size();
            if (partitions != topic.partitions()) {
                LOGGER.atWarn()
                        .addKeyValue("topic", topic.name())
                        .addKeyValue("partitions", partitions)
                        .addKeyValue("declared", topic.partitions())
                        .log("topic has another number of partitions than declared");
            }
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
