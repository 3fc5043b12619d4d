package io.opsbus.ledger.inbox;

import io.opsbus.ledger.inbox.ParkedRecords.Parked;
import io.opsbus.ledger.start.Preparation;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the news of one topic: a batch has had its effect, then its offsets are committed. While a part is away the batch is read again
 * until it works, and nothing behind it overtakes it. A record nobody can read is parked, and the rest goes on.
 *
 * @param <T> what a record says
 */
public final class Feed<T> implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Feed.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration END = Duration.ofSeconds(5);

    /**
     * Where the news comes from.
     *
     * @param bootstrap Kafka, {@code host:port[,host:port…]}
     * @param group consumer group, for ever
     * @param topic the one topic read, from its beginning
     */
    public record Source(String bootstrap, String group, String topic) {}

    /** Understands records; an exception means that it cannot be said now, and the batch is read again. */
    @FunctionalInterface
    public interface Reader<T> {
        /** What a record says. */
        Reading<T> read(@Nullable String key, byte @Nullable [] value);
    }

    private final Source source;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Reader<T> reader;
    private final Consumer<List<T>> take;
    private final ParkedRecords parked;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile String trouble = "";

    /**
     * Not started yet.
     *
     * @param take a batch, in the order of each partition; taking it again must change nothing
     * @param parked keeps what cannot be read
     */
    public Feed(Source source, Reader<T> reader, Consumer<List<T>> take, ParkedRecords parked) {
        this.source = source;
        this.consumer = new KafkaConsumer<>(settings(source), new StringDeserializer(), new ByteArrayDeserializer());
        this.reader = reader;
        this.take = take;
        this.parked = parked;
        this.thread = Thread.ofPlatform()
                .name(source.group())
                .uncaughtExceptionHandler((_, failure) -> LOGGER.atError()
                        .addKeyValue("topic", source.topic())
                        .setCause(failure)
                        .log("a topic is no longer read until a restart"))
                .unstarted(this::run);
    }

    private static Map<String, Object> settings(Source source) {
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                source.bootstrap(),
                ConsumerConfig.GROUP_ID_CONFIG,
                source.group(),
                ConsumerConfig.CLIENT_ID_CONFIG,
                source.group(),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                // a process that was killed is missed after this: whoever reads on waits no longer for it; milliseconds
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                10_000,
                // the topic may be made after this starts; milliseconds
                ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                5_000,
                ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                1_000);
    }

    /** Begins to read, once. */
    public Feed<T> start() {
        thread.start();
        return this;
    }

    /** Why news may not have been taken; empty when all is well. For the health page. */
    public String trouble() {
        return switch (thread.getState()) {
            case NEW -> "not started yet";
            case TERMINATED -> "not running";
            default -> trouble;
        };
    }

    private void run() {
        try (consumer) {
            consumer.subscribe(List.of(source.topic()));
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
        } catch (SQLException | RuntimeException away) {
            trouble = Preparation.reason(away);
            LOGGER.atWarn()
                    .addKeyValue("topic", source.topic())
                    .addKeyValue("reason", trouble)
                    .log("news will be read again");
            batch.partitions()
                    .forEach(partition -> consumer.seek(
                            partition, batch.records(partition).getFirst().offset()));
            boolean ignored = closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private List<T> news(ConsumerRecords<String, byte[]> batch) throws SQLException {
        List<T> news = new ArrayList<>(batch.count());
        for (ConsumerRecord<String, byte[]> record : batch) {
            switch (reader.read(record.key(), record.value())) {
                case Reading.Understood<T>(T one) -> news.add(one);
                case Reading.Poison<T>(String reason) -> park(record, reason);
            }
        }
        return news;
    }

    private void park(ConsumerRecord<String, byte[]> record, String reason) throws SQLException {
        var found = new Parked(record.topic(), record.partition(), record.offset(), record.key(), record.value());
        parked.park(found, reason);
        LOGGER.atWarn()
                .addKeyValue("record", found)
                .addKeyValue("reason", reason)
                .log("record parked: nobody can read it");
    }

    @Override
    public void close() {
        closed.countDown();
        if (thread.getState() == Thread.State.NEW) {
            consumer.close();
            return;
        }
        consumer.wakeup();
        try {
            if (!thread.join(END)) {
                LOGGER.atWarn().addKeyValue("topic", source.topic()).log("a reader did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
