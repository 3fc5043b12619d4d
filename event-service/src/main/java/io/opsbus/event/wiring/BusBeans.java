package io.opsbus.event.wiring;

import io.opsbus.event.bus.AvroRecords;
import io.opsbus.event.bus.EventSchemas;
import io.opsbus.event.bus.PostedEvents;
import io.opsbus.event.bus.RecentEventsFeed;
import io.opsbus.event.bus.fleet.FleetFeed;
import io.opsbus.event.recent.BusRecord;
import io.opsbus.event.recent.ParkedRecords;
import io.opsbus.event.recent.RecentEvents;
import io.opsbus.ledger.start.Preparation;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.registry.HttpSchemaRegistry;
import io.opsbus.schemas.registry.RegistryAccess;
import io.opsbus.schemas.registry.RememberedSchemas;
import io.opsbus.schemas.registry.SchemaRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.messaging.Message;
import org.springframework.util.backoff.ExponentialBackOff;

/** Kafka and the schema registry. */
@Configuration(proxyBeanMethods = false)
class BusBeans {
    private static final Logger LOGGER = LoggerFactory.getLogger(BusBeans.class);
    private static final int FIRST_PAUSE = 200;
    private static final int LONGEST_PAUSE = 5_000;

    @Bean(destroyMethod = "close")
    SchemaRegistry schemaRegistry(Settings settings) {
        return new RememberedSchemas(
                new HttpSchemaRegistry(RegistryAccess.of(settings.registry().url(), null)));
    }

    @Bean
    AvroRecords avroRecords(SchemaRegistry registry) {
        return new AvroRecords(registry);
    }

    @Bean
    PostedEvents postedEvents(AvroRecords records) {
        return new PostedEvents(records);
    }

    @Bean(destroyMethod = "close")
    Preparation schemasPreparation(SchemaRegistry registry, Clock clock) {
        return new Preparation("schemas", () -> EventSchemas.register(registry), clock).start();
    }

    @Bean(destroyMethod = "close")
    Preparation topicsPreparation(Settings settings, Clock clock) {
        Map<String, Object> admin = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                settings.kafka().bootstrap(),
                AdminClientConfig.CLIENT_ID_CONFIG,
                "event-service.topics",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                5_000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                10_000);
        return new Preparation(
                        "topics",
                        () -> {
                            try (Admin client = Admin.create(admin)) {
                                Topics.create(client, settings.kafka().replication());
                            }
                        },
                        clock)
                .start();
    }

    @Bean
    RecentEventsFeed recentEventsFeed(AvroRecords records, RecentEvents events, ParkedRecords parked) {
        return new RecentEventsFeed(records, events, parked);
    }

    /** The function Spring Cloud Stream binds to the event topics. */
    @Bean
    Consumer<Message<List<byte[]>>> recentEvents(RecentEventsFeed feed) {
        return batches(feed::take);
    }

    /** The function Spring Cloud Stream binds to the topics the fleet is told on. */
    @Bean
    Consumer<Message<List<byte[]>>> fleetNews(FleetFeed feed) {
        return batches(feed::take);
    }

    private static Consumer<Message<List<byte[]>>> batches(Consumer<List<BusRecord>> feed) {
        return batch -> {
            try {
                feed.accept(Batches.records(batch));
            } catch (RuntimeException e) {
                LOGGER.atWarn().addKeyValue("reason", Preparation.reason(e)).log("a batch will be read again");
                throw e;
            }
        };
    }

    /** A batch fails only while a part is away: it is read again until it works, and nothing behind it overtakes it. */
    @Bean
    CommonErrorHandler waitAndReadAgain() {
        var pauses = new ExponentialBackOff(FIRST_PAUSE, 2);
        pauses.setMaxInterval(LONGEST_PAUSE);
        var handler = new DefaultErrorHandler(pauses);
        // nothing counts as fatal: what can never be read was parked before
        handler.setClassifications(Map.of(), true);
        return handler;
    }
}
