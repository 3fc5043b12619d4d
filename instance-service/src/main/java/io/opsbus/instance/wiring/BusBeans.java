package io.opsbus.instance.wiring;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.opsbus.instance.bus.FleetSchemas;
import io.opsbus.instance.bus.Traces;
import io.opsbus.instance.bus.Wire;
import io.opsbus.ledger.start.Preparation;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.registry.HttpSchemaRegistry;
import io.opsbus.schemas.registry.RegistryAccess;
import io.opsbus.schemas.registry.RememberedSchemas;
import io.opsbus.schemas.registry.SchemaRegistry;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Kafka and the schema registry. */
@Factory
final class BusBeans {
    private static final int ANSWER_WITHIN = 5_000;

    @Singleton
    @Bean(preDestroy = "close")
    SchemaRegistry schemaRegistry(BackboneSettings.Registry registry) {
        return new RememberedSchemas(new HttpSchemaRegistry(RegistryAccess.of(registry.url(), null)));
    }

    @Singleton
    Wire wire(SchemaRegistry registry) {
        return new Wire(registry, Traces::of);
    }

    @Context
    @Named("schemas")
    @Bean(preDestroy = "close")
    Preparation schemas(SchemaRegistry registry, Clock clock) {
        return new Preparation("schemas", () -> FleetSchemas.register(registry), clock).start();
    }

    @Context
    @Named("topics")
    @Bean(preDestroy = "close")
    Preparation topics(BackboneSettings.Kafka kafka, Clock clock) {
        Map<String, Object> admin = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrap(),
                AdminClientConfig.CLIENT_ID_CONFIG,
                "instance-service.topics",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                ANSWER_WITHIN,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                2 * ANSWER_WITHIN);
        return new Preparation(
                        "topics",
                        () -> {
                            try (Admin client = Admin.create(admin)) {
                                Topics.create(client, kafka.replication());
                            }
                        },
                        clock)
                .start();
    }
}
