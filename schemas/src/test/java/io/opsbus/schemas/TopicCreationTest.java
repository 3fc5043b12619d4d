package io.opsbus.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

class TopicCreationTest {
    private static final Config NO_CONFIG = new Config(List.of());

    private final Map<String, NewTopic> broker = new LinkedHashMap<>();
    private final List<String> asked = new ArrayList<>();

    /** What the broker says to a new topic instead of making it. */
    private final Map<String, RuntimeException> refusals = new HashMap<>();

    @Test
    void allTopicsAreCreatedAsDeclaredAndASecondTimeNothingHappens() {
        Topics.create(admin(), (short) 1);

        assertThat(broker.keySet())
                .containsExactlyElementsOf(Topics.ALL.stream().map(Topic::name).toList());
        NewTopic deliveries = Objects.requireNonNull(broker.get("notifier.deliveries"));
        assertThat(deliveries.numPartitions()).isEqualTo(12);
        assertThat(deliveries.replicationFactor()).isEqualTo((short) 1);
        assertThat(deliveries.configs()).isEqualTo(Map.of("cleanup.policy", "delete", "retention.ms", "604800000"));

        asked.clear();
        Topics.create(admin(), (short) 1);
        assertThat(asked).containsExactly("describeTopics");
    }

    @Test
    void aTopicAnotherProcessMadeMeanwhileIsFine() {
        refusals.put("ecs.disk.operation", new TopicExistsException("there"));

        assertThatCode(() -> Topics.create(admin(), (short) 1)).doesNotThrowAnyException();
    }

    @Test
    void aRefusalNamesTheTopicAndTheReason() {
        refusals.put("ecs.disk.operation", new InvalidReplicationFactorException("3 is larger than 1 broker"));

        assertThatThrownBy(() -> Topics.create(admin(), (short) 3))
                .isInstanceOf(TopicsNotCreated.class)
                .hasMessageContaining("ecs.disk.operation")
                .hasMessageContaining("3 is larger than 1 broker");
    }

    @Test
    void aBrokerThatIsAwayIsSaid() {
        Map<String, Object> nobody = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1",
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 300,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 200);
        try (Admin admin = Admin.create(nobody)) {
            assertThatThrownBy(() -> Topics.create(admin, (short) 1))
                    .isInstanceOf(TopicsNotCreated.class)
                    .hasMessageContaining("cannot look for topic ecs.instance.state-change");
        }
    }

    /** A proxy, for Admin has some seventy methods and two are asked. */
    private Admin admin() {
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
                    asked.add(method.getName());
                    Collection<?> argument = (Collection<?>) arguments[0];
                    return switch (method.getName()) {
                        case "createTopics" -> new Created(answers(argument, this::create));
                        case "describeTopics" -> new Described(answers(argument, this::describe));
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
    }

    private CreateTopicsResult.TopicMetadataAndConfig create(Object asked) {
        var topic = (NewTopic) asked;
        RuntimeException refusal = refusals.get(topic.name());
        if (refusal != null) {
            throw refusal;
        }
        broker.put(topic.name(), topic);
        return new CreateTopicsResult.TopicMetadataAndConfig(Uuid.randomUuid(), topic.numPartitions(), 1, NO_CONFIG);
    }

    private TopicDescription describe(Object name) {
        NewTopic topic = broker.get(name.toString());
        if (topic == null) {
            throw new UnknownTopicOrPartitionException("none");
        }
        var partitions = IntStream.range(0, topic.numPartitions())
                .mapToObj(i -> new TopicPartitionInfo(i, null, List.of(), List.of()))
                .toList();
        return new TopicDescription(topic.name(), false, partitions);
    }

    private static <T> Map<String, KafkaFuture<T>> answers(Collection<?> asked, Function<Object, T> answer) {
        Map<String, KafkaFuture<T>> answers = new LinkedHashMap<>();
        for (Object one : asked) {
            var future = new KafkaFutureImpl<T>();
            try {
                future.complete(answer.apply(one));
            } catch (RuntimeException refusal) {
                future.completeExceptionally(refusal);
            }
            answers.put(one instanceof NewTopic topic ? topic.name() : one.toString(), future);
        }
        return answers;
    }

    private static final class Created extends CreateTopicsResult {
        Created(Map<String, KafkaFuture<TopicMetadataAndConfig>> answers) {
            super(answers);
        }
    }

    private static final class Described extends DescribeTopicsResult {
        Described(Map<String, KafkaFuture<TopicDescription>> answers) {
            super(null, answers);
        }
    }
}
