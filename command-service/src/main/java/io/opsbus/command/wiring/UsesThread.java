package io.opsbus.command.wiring;

import io.opsbus.command.bus.UseRecords;
import io.opsbus.command.bus.UseRecords.Reading;
import io.opsbus.command.use.CommandUses;
import io.opsbus.command.use.UseNews;
import io.opsbus.ledger.start.Preparation;
import io.opsbus.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
 * Keeps the table of uses like {@code ecs.command-uses}: a batch is stored, then its offsets are committed. While a part is
 * away the batch is read again until it works, and nothing behind it overtakes it.
 */
final class UsesThread implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(UsesThread.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration END = Duration.ofSeconds(5);

    private final KafkaConsumer<String, byte[]> consumer;
    private final UseRecords records;
    private final CommandUses uses;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile String trouble = "";

    UsesThread(String bootstrap, UseRecords records, CommandUses uses) {
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ConsumerConfig.GROUP_ID_CONFIG,
                        "command-service.uses",
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        "command-service.uses",
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
                        1_000),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        this.records = records;
        this.uses = uses;
        this.thread = Thread.ofPlatform()
                .name("command-service-uses")
                .uncaughtExceptionHandler((_, failure) ->
                        LOGGER.atError().setCause(failure).log("uses of commands are no longer read until a restart"))
                .unstarted(this::run);
    }

    UsesThread start() {
        thread.start();
        return this;
    }

    /** Why news may not have been taken; empty when all is well. */
    String trouble() {
        return thread.isAlive() ? trouble : "not running";
    }

    private void run() {
        try (consumer) {
            consumer.subscribe(List.of(Topics.COMMAND_USES.name()));
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
            uses.take(news(batch));
            consumer.commitSync();
            trouble = "";
        } catch (WakeupException ended) {
            throw ended;
        } catch (RuntimeException away) {
            trouble = Preparation.reason(away);
            LOGGER.atWarn().addKeyValue("reason", trouble).log("uses of commands will be read again");
            batch.partitions()
                    .forEach(partition -> consumer.seek(
                            partition, batch.records(partition).getFirst().offset()));
            boolean ignored = closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private List<UseNews> news(ConsumerRecords<String, byte[]> batch) {
        List<UseNews> news = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : batch) {
            switch (records.read(record.key(), record.value())) {
                case Reading.Understood(UseNews one) -> news.add(one);
                case Reading.Poison(String reason) ->
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
                LOGGER.atWarn().log("the reader of uses did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
