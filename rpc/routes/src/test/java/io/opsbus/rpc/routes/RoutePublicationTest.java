package io.opsbus.rpc.routes;

import static io.opsbus.rpc.routes.RouteSealTest.ANNOUNCEMENT;
import static io.opsbus.rpc.routes.RouteSealTest.KEY;
import static io.opsbus.rpc.routes.RouteSealTest.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.schemas.Topics;
import io.opsbus.schemas.gateway.ServiceRoutes;
import io.opsbus.schemas.registry.InMemorySchemaRegistry;
import io.opsbus.schemas.serde.AvroDeserializer;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RoutePublicationTest {
    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final RoutePublication publication =
            new RoutePublication(ANNOUNCEMENT, KEY, () -> NOON.plusSeconds(1), producer, registry);

    @Test
    void aServiceIsAnnouncedAndWithdrawn() {
        publication.begin();
        Awaitility.await().until(() -> publication.trouble().isEmpty());
        publication.close();

        assertThat(producer.history()).hasSize(2).allSatisfy(record -> {
            assertThat(record.topic()).isEqualTo("gateway.routes");
            assertThat(record.key()).isEqualTo("instance-service@http://127.0.0.1:18085");
        });
        assertThat(read(producer.history().getFirst())).contains(ANNOUNCEMENT.at(NOON.plusSeconds(1)));
        assertThat(read(producer.history().getLast())).contains(ANNOUNCEMENT.withdrawn(NOON.plusSeconds(1)));
    }

    @Test
    void withTheBrokerAwayItSaysSoAndTriesAgain() {
        producer.sendException = new TimeoutException("no metadata");
        publication.begin();
        Awaitility.await().until(() -> publication.trouble().contains("no metadata"));

        producer.sendException = null;
        Awaitility.await().until(() -> publication.trouble().isEmpty());
        assertThat(producer.history()).hasSize(1);
        publication.close();
    }

    private Optional<Announcement> read(ProducerRecord<String, byte[]> record) {
        try (var decoder = new AvroDeserializer<ServiceRoutes>(registry)) {
            ServiceRoutes routes = decoder.deserialize(Topics.ROUTES.name(), record.value());
            return new RouteSeal(KEY).read(Objects.requireNonNull(routes));
        }
    }
}
