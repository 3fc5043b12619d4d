package io.opsbus.gateway.wiring;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.opsbus.gateway.audit.RefusalBudget;
import io.opsbus.gateway.bus.KafkaAudit;
import io.opsbus.gateway.bus.RouteReader;
import io.opsbus.gateway.route.RouteTable;
import io.opsbus.schemas.registry.HttpSchemaRegistry;
import io.opsbus.schemas.registry.RegistryAccess;
import io.opsbus.schemas.registry.SchemaRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka and the schema registry. */
@Factory
final class BusBeans {
    /** Refused calls a second that get a record of their own, and how many at once after a quiet time. */
    private static final int REFUSALS_PER_SECOND = 50;

    private static final int REFUSALS_AT_ONCE = 500;

    static Map<String, Object> client(Settings settings, String name) {
        Map<String, Object> config = new HashMap<>();
        config.put(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.backbone().bootstrap());
        config.put(AdminClientConfig.CLIENT_ID_CONFIG, "gateway." + name);
        config.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        return config;
    }

    @Singleton
    @Bean(preDestroy = "close")
    SchemaRegistry schemaRegistry(Settings settings) {
        return new HttpSchemaRegistry(RegistryAccess.of(settings.backbone().registryUrl(), null));
    }

    @Singleton
    KafkaAudit audit(Settings settings, SchemaRegistry registry) {
        Map<String, Object> config = client(settings, "audit");
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        // its own thread waits here, not a caller
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 16L << 20);
        var limits = new KafkaAudit.Limits(
                settings.limits().auditPlaces(),
                new RefusalBudget(REFUSALS_PER_SECOND, REFUSALS_AT_ONCE),
                new RefusalBudget(REFUSALS_PER_SECOND, REFUSALS_AT_ONCE));
        return new KafkaAudit(
                new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer()),
                registry,
                limits,
                () -> UUID.randomUUID().toString(),
                System::nanoTime);
    }

    @Singleton
    RouteTable routeTable() {
        return new RouteTable();
    }

    @Singleton
    RouteReader routeReader(Settings settings, SchemaRegistry registry, RouteTable table, Clock clock) {
        Map<String, Object> config = client(settings, "routes");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new RouteReader(
                () -> new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer()),
                registry,
                settings.secrets().internal(),
                table,
                clock);
    }
}
