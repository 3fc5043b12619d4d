package io.opsbus.instance.wiring;

import io.opsbus.instance.bus.DutyRecords;
import io.opsbus.instance.bus.DutyRecords.Reading;
import io.opsbus.instance.lifecycle.Duties.Order;
import io.opsbus.ledger.start.Preparation;
import io.opsbus.schemas.Topics;
import java.time.Duration;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what system events ask from {@code fleet.operation-requests}: a batch has had its effect, then its offsets are
 * committed. While a part is away the batch is read again until it works; what was taken before is not taken twice.
 */
final class DutiesThread implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(DutiesThread.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration END = Duration.ofSeconds(5);

    private final KafkaConsumer<String, byte[]> consumer;
    private final DutyRecords records;
    private final Consumer<Order> orders;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile String trouble = "";

    /** Reads as this consumer group once it is started. */
    DutiesThread(String bootstrap, String group, DutyRecords records, Consumer<Order> orders) {
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ConsumerConfig.GROUP_ID_CONFIG,
                        group,
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        "instance-service.duties",
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
        this.orders = orders;
        this.thread = Thread.ofPlatform()
                .name("instance-service-duties")
                .uncaughtExceptionHandler((_, failure) -> LOGGER.atError()
                        .setCause(failure)
                        .log("system events are no longer carried out until a restart"))
                .unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Why orders may not have been taken; empty when all is well. */
    String trouble() {
        return switch (thread.getState()) {
            case NEW -> "waits for the machines";
            case TERMINATED -> "not running";
            default -> trouble;
        };
    }

    private void run() {
        try (consumer) {
            consumer.subscribe(List.of(Topics.OPERATION_REQUESTS.name()));
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
            for (ConsumerRecord<String, byte[]> record : batch) {
                take(record);
            }
            consumer.commitSync();
            trouble = "";
        } catch (WakeupException ended) {
            throw ended;
        } catch (RuntimeException away) {
            trouble = Preparation.reason(away);
            LOGGER.atWarn().addKeyValue("reason", trouble).log("what system events ask will be read again");
            batch.partitions()
                    .forEach(partition -> consumer.seek(
                            partition, batch.records(partition).getFirst().offset()));
            boolean ignored = closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        switch (record.value() == null ? new Reading.Poison("no value") : records.read(record.value())) {
            case Reading.Understood(Order order) -> orders.accept(order);
            case Reading.Poison(String reason) ->
                LOGGER.atWarn()
                        .addKeyValue("topic", record.topic())
                        .addKeyValue("partition", record.partition())
                        .addKeyValue("offset", record.offset())
                        .addKeyValue("reason", reason)
                        .log("a record cannot be read and is passed over");
        }
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
                LOGGER.atWarn().log("the reader of duties did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
