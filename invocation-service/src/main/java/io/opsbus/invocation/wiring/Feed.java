package io.opsbus.invocation.wiring;

import io.opsbus.invocation.bus.Reading;
import io.opsbus.ledger.start.Preparation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes news of one topic: a batch is stored, then its offsets are committed. While a part is away the batch is read again
 * until it works, and nothing behind it overtakes it.
 *
 * @param <T> what a record says
 */
final class Feed<T> implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Feed.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration END = Duration.ofSeconds(5);

    private final String topic;
    private final KafkaConsumer<String, byte[]> consumer;
    private final BiFunction<String, byte[], Reading<T>> read;
    private final Consumer<List<T>> take;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile String trouble = "";

    /**
     * Begins to read.
     *
     * @param name of the group, for ever
     * @param take stores a batch; again it changes nothing
     */
    Feed(
            String bootstrap,
            String name,
            String topic,
            BiFunction<String, byte[], Reading<T>> read,
            Consumer<List<T>> take) {
        this.topic = topic;
        this.consumer =
                new KafkaConsumer<>(settings(bootstrap, name), new StringDeserializer(), new ByteArrayDeserializer());
        this.read = read;
        this.take = take;
        this.thread = Thread.ofPlatform()
                .name(name)
                .uncaughtExceptionHandler((_, failure) -> LOGGER.atError()
                        .addKeyValue("topic", topic)
                        .setCause(failure)
                        .log("a topic is no longer read until a restart"))
                .start(this::run);
    }

    private static Map<String, Object> settings(String bootstrap, String name) {
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.GROUP_ID_CONFIG,
                name,
                ConsumerConfig.CLIENT_ID_CONFIG,
                name,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                // the topic may be made after this starts; milliseconds
                ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                5_000,
                ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                1_000);
    }

    /** Why news may not have been taken; empty when all is well. */
    String trouble() {
        return thread.isAlive() ? trouble : "not running";
    }

    private void run() {
        try (consumer) {
            consumer.subscribe(List.of(topic));
            while (closed.getCount() > 0) {
                ConsumerRecords<String, byte[]> batch = consumer.poll(POLL);
                if (!batch.isEmpty()) {
                    take(batch);
                }
            }
        } catch (WakeupException ended) {
            // told to end
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(ConsumerRecords<String, byte[]> batch) throws InterruptedException {
        try {
            take.accept(news(batch));
            consumer.commitSync();
            trouble = "";
        } catch (WakeupException ended) {
            throw ended;
        } catch (RuntimeException away) {
            trouble = Preparation.reason(away);
            LOGGER.atWarn()
                    .addKeyValue("topic", topic)
                    .addKeyValue("reason", trouble)
                    .log("news will be read again");
            batch.partitions()
                    .forEach(partition -> consumer.seek(
                            partition, batch.records(partition).getFirst().offset()));
            boolean ignored = closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private List<T> news(ConsumerRecords<String, byte[]> batch) {
        List<T> news = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : batch) {
            switch (read.apply(record.key(), record.value())) {
                case Reading.Understood<T>(T one) -> news.add(one);
                case Reading.Poison<T>(String reason) ->
                    LOGGER.atWarn()
                            .addKeyValue("topic", record.topic())
                            .addKeyValue("partition", record.partition())
                            .addKeyValue("offset", record.offset())
                            .addKeyValue("reason", reason)
                            .log("a record cannot be read and is passed over");
            }
        }
        return news;
    }

    @Override
    public void close() {
        closed.countDown();
        consumer.wakeup();
        try {
            if (!thread.join(END)) {
                LOGGER.atWarn().addKeyValue("topic", topic).log("a reader did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
