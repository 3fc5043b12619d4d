package io.opsbus.invocation.wiring;

import io.opsbus.invocation.bus.KickRecords;
import io.opsbus.invocation.control.Kicks;
import io.opsbus.invocation.link.Kick;
import io.opsbus.ledger.start.Preparation;
import io.opsbus.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells other processes of kicks and hears theirs: an agent may be connected to any of them. Every process reads all of the
 * topic, from now on. A kick that is lost is repeated while something waits, so nothing here is tried again.
 */
final class KickBus implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(KickBus.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int MOST_WAITING = 1_000;
    private static final Duration END = Duration.ofSeconds(5);

    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final KickRecords records;
    private final Kicks kicks;
    /** A kick is of use for seconds: what cannot be told soon makes room for what is newer. */
    private final ExecutorService sender = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().daemon().name("invocation-service-kicks-out").factory(),
            new ThreadPoolExecutor.DiscardOldestPolicy());

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread reader;

    KickBus(String bootstrap, KickRecords records, Kicks kicks, Preparation topics) {
        this.records = records;
        this.kicks = kicks;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ProducerConfig.CLIENT_ID_CONFIG,
                        "invocation-service.kicks",
                        ProducerConfig.ACKS_CONFIG,
                        "1",
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        1_000,
                        ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                        1_000,
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        false),
                new StringSerializer(),
                new ByteArraySerializer());
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        "invocation-service.kicks",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "latest",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                        1_000),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        kicks.tellAbroad(this::send);
        this.reader = Thread.ofPlatform()
                .name("invocation-service-kicks-in")
                .uncaughtExceptionHandler((_, failure) ->
                        LOGGER.atError().setCause(failure).log("kicks of others are no longer heard until a restart"))
                .unstarted(this::read);
        var ignored = topics.done().thenRun(this.reader::start);
    }

    private void send(Kick kick) {
        if (closed.getCount() > 0) {
            sender.execute(() -> trySend(kick));
        }
    }

    private void trySend(Kick kick) {
        try {
            var ignored = producer.send(new ProducerRecord<>(
                    Topics.AGENT_KICKS.name(), kick.instance().text(), records.write(kick)));
        } catch (RuntimeException away) {
            LOGGER.atDebug().addKeyValue("reason", Preparation.reason(away)).log("a kick was not told abroad");
        }
    }

    private void read() {
        List<TopicPartition> all = IntStream.range(0, Topics.AGENT_KICKS.partitions())
                .mapToObj(n -> new TopicPartition(Topics.AGENT_KICKS.name(), n))
                .toList();
        try (consumer) {
            consumer.assign(all);
            consumer.seekToEnd(all);
            while (closed.getCount() > 0) {
                hear();
            }
        } catch (WakeupException ended) {
            // told to end
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hear() throws InterruptedException {
        try {
            consumer.poll(POLL).forEach(record -> records.read(record.value()).ifPresent(kicks::arrived));
        } catch (WakeupException ended) {
            throw ended;
        } catch (RuntimeException away) {
            LOGGER.atWarn().addKeyValue("reason", Preparation.reason(away)).log("kicks of others are not heard");
            boolean ignored = closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        sender.shutdownNow();
        producer.close(Duration.ZERO);
        if (!reader.isAlive()) {
            return;
        }
        consumer.wakeup();
        try {
            if (!reader.join(END)) {
                LOGGER.atWarn().log("the reader of kicks did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
