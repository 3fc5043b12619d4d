package io.opsbus.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.opsbus.schemas.EventFamily;
import io.opsbus.schemas.json.EventJson.Valid;
import io.opsbus.schemas.registry.InMemorySchemaRegistry;
import io.opsbus.schemas.serde.AvroDeserializer;
import io.opsbus.schemas.serde.AvroSerializer;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class EventJsonGeneratedTest {
    private static final long SEED = Long.getLong("opsbus.seed", System.nanoTime());
    private static final int EVENTS = 6000;
    private static final JsonMapper JSON = new JsonMapper();

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final AvroSerializer<SpecificRecord> serializer = new AvroSerializer<>(registry);
    private final AvroDeserializer<SpecificRecord> deserializer = new AvroDeserializer<>(registry);

    @Test
    void everyGeneratedEventSurvivesAvroAndJsonBothWays() throws Exception {
        Set<EventFamily> met = EnumSet.noneOf(EventFamily.class);
        var generator = new EventGenerator(SEED);
        for (int i = 0; i < EVENTS; i++) {
            SpecificRecord event = generator.next();
            byte[] json = EventJson.write(event);
            var read = EventJson.read(json);

            assertThat(read).as("seed %s, event %s: %s", SEED, i, event).isInstanceOf(Valid.class);
            var valid = (Valid) read;
            met.add(valid.family());
            assertThat(valid.event()).as("seed %s, event %s", SEED, i).isEqualTo(event);
            String topic = valid.family().topic().name();
            SpecificRecord back =
                    Objects.requireNonNull(deserializer.deserialize(topic, serializer.serialize(topic, event)));
            assertThat(back).as("seed %s, event %s", SEED, i).isEqualTo(event);
            assertThat(JSON.readTree(EventJson.write(back)))
                    .as("seed %s, event %s", SEED, i)
                    .isEqualTo(JSON.readTree(json));
        }
        assertThat(met).as("seed %s", SEED).containsExactlyInAnyOrder(EventFamily.values());
    }
}
