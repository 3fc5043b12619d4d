package io.opsbus.notifier.wiring.kafka;

import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.bus.AttemptsTail;
import io.opsbus.notifier.bus.DeliveryBatches;
import io.opsbus.notifier.bus.Doubts;
import io.opsbus.notifier.bus.KafkaAttempts;
import io.opsbus.notifier.bus.KafkaDeadLetters;
import io.opsbus.notifier.bus.Records;
import io.opsbus.notifier.bus.offset.Offsets;
import io.opsbus.notifier.dispatch.Counts;
import io.opsbus.notifier.dispatch.Deliverer;
import io.opsbus.notifier.dispatch.Pulse;
import io.opsbus.notifier.store.LiveRules;
import io.opsbus.notifier.store.PostgresParking;
import io.opsbus.notifier.wiring.Settings;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.MetadataRecoveryStrategy;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is written down about deliveries, and read again by whoever takes over. */
@Configuration(proxyBeanMethods = false)
public class KafkaBeans {
    /** The binding that delivers. */
    public static final String DELIVER = "deliver-in-0";

    /** Its group. */
    public static final String DELIVERERS = "notifier-service.deliverer";

    /** {@code max.poll.records} of {@link #DELIVER}. */
    private static final int MOST_A_BATCH = 500;

    @Bean(destroyMethod = "close")
    Producer<byte[], byte[]> notes(Settings settings) {
        var config = producer(settings, "notifier.notes");
        // a success frees its target's place when Kafka has it: no wait, but one request at a time, which gathers what
        // comes meanwhile
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        // an event loop or a batch must not hang on a broker that is away: the batch comes again
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        config.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofDays(1).toMillis());
        // nor on finding out anew what topics there are: to bootstrap again, once no broker answers, is to forget them,
        // and then each send hangs that long. The price: brokers that all change their names meanwhile are not found
        config.put(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, MetadataRecoveryStrategy.NONE.name);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        return new KafkaProducer<>(config);
    }

    /** What every producer of ours is set to. */
    public static Map<String, Object> producer(Settings settings, String name) {
        var config = new HashMap<String, Object>();
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.kafka().bootstrap());
        config.put(ProducerConfig.CLIENT_ID_CONFIG, name);
        config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 131_072);
        config.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        return config;
    }

    @Bean
    KafkaAttempts attempts(Producer<byte[], byte[]> notes, Records records) {
        return new KafkaAttempts(notes, records);
    }

    @Bean
    AttemptsTail attemptsTail(Settings settings, Records records, LiveRules rules) {
        var config = Map.<String, Object>of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                settings.kafka().bootstrap(),
                ConsumerConfig.CLIENT_ID_CONFIG,
                "notifier.tail",
                // to read its committed offsets; it never joins
                ConsumerConfig.GROUP_ID_CONFIG,
                DELIVERERS,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class);
        return new AttemptsTail(
                () -> new KafkaConsumer<>(config),
                records,
                target -> rules.owner(target).flatMap(Subscription::fallback).isPresent());
    }

    @Bean
    Doubts doubts(PostgresParking parking, KafkaAttempts attempts, AttemptsTail tail, Counts counts) {
        return new Doubts(parking, tail.after(attempts), counts, MOST_A_BATCH);
    }

    @Bean
    DeliveryBatches deliveryBatches(
            Records records,
            Deliverer deliverer,
            KafkaDeadLetters deadLetters,
            Doubts doubts,
            Pulse pulse,
            Clock clock) {
        var offsets = new Offsets(clock, Offsets.MOST_AHEAD, doubts);
        return new DeliveryBatches(records, deliverer, deadLetters, doubts, pulse, offsets);
    }

    @Bean
    Takeovers takeovers(DeliveryBatches batches) {
        return new Takeovers(batches);
    }

    @Bean
    KafkaDeadLetters deadLetters(Producer<byte[], byte[]> notes, Records records, Clock clock, Counts counts) {
        return new KafkaDeadLetters(notes, records, clock, counts);
    }
}
