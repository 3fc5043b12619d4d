package io.opsbus.invocation.wiring.simulated;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.bus.SimulatedRecords;
import io.opsbus.invocation.simulated.SimulatedInstance;
import io.opsbus.invocation.simulated.Simulation;
import io.opsbus.ledger.start.Preparation;
import io.opsbus.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads all of {@code ecs.instances}, then what is new, for one simulation; of no group, for whoever simulates has them all. */
final class InstanceNews implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(InstanceNews.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration END = Duration.ofSeconds(5);

    private final KafkaConsumer<String, byte[]> consumer;
    private final SimulatedRecords records;
    private final Simulation simulation;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private Map<TopicPartition, Long> ends = Map.of();

    /** Reads from now on. */
    InstanceNews(String bootstrap, SimulatedRecords records, Simulation simulation) {
        this.records = records;
        this.simulation = simulation;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        "invocation-service.simulated",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        10_000,
                        ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                        1_000),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        this.thread = Thread.ofPlatform()
                .name("invocation-service-simulated-news")
                .uncaughtExceptionHandler((_, failure) ->
                        LOGGER.atError().setCause(failure).log("simulated agents hear of no instances until a restart"))
                .start(this::read);
    }

    private void read() {
        List<TopicPartition> all = IntStream.range(0, Topics.INSTANCES.partitions())
                .mapToObj(n -> new TopicPartition(Topics.INSTANCES.name(), n))
                .toList();
        try (consumer) {
            consumer.assign(all);
            consumer.seekToBeginning(all);
            while (closed.getCount() > 0) {
                hear(all);
            }
        } catch (WakeupException ended) {
            // told to end
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hear(List<TopicPartition> all) throws InterruptedException {
        try {
            if (ends.isEmpty()) {
                ends = consumer.endOffsets(all);
            }
            take(consumer.poll(POLL));
            if (all.stream().allMatch(one -> consumer.position(one) >= ends.getOrDefault(one, 0L))) {
                simulation.live();
            }
        } catch (WakeupException ended) {
            throw ended;
        } catch (RuntimeException away) {
            LOGGER.atWarn()
                    .addKeyValue("reason", Preparation.reason(away))
                    .log("simulated agents do not hear of instances now");
            boolean ignored = closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void take(ConsumerRecords<String, byte[]> batch) {
        try {
            batch.forEach(this::take);
        } catch (RuntimeException away) {
            // taken again it changes nothing
            batch.partitions()
                    .forEach(partition -> consumer.seek(
                            partition, batch.records(partition).getFirst().offset()));
            throw away;
        }
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        if (record.key() == null || record.key().isBlank()) {
            return;
        }
        Optional<SimulatedInstance> instance = records.read(record.value());
        instance.ifPresentOrElse(simulation::seen, () -> simulation.gone(new InstanceId(record.key())));
    }

    @Override
    public void close() {
        closed.countDown();
        consumer.wakeup();
        try {
            if (!thread.join(END)) {
                LOGGER.atWarn().log("the reader of simulated instances did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
