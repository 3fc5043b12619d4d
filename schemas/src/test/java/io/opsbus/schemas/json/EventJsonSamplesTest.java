package io.opsbus.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.opsbus.schemas.Envelope;
import io.opsbus.schemas.EventNames;
import io.opsbus.schemas.json.EventJson.Valid;
import io.opsbus.schemas.registry.InMemorySchemaRegistry;
import io.opsbus.schemas.serde.AvroDeserializer;
import io.opsbus.schemas.serde.AvroSerializer;
import java.io.IOException;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventJsonSamplesTest {
    private static final JsonMapper JSON = new JsonMapper();

    static List<String> samples() {
        return GuideSamples.NAMES;
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aSampleOfTheGuideComesBackAsTheSameTreeAfterAvro(String name) throws IOException {
        byte[] sample = GuideSamples.bytes(name);
        var registry = new InMemorySchemaRegistry();
        var serializer = new AvroSerializer<SpecificRecord>(registry);
        var deserializer = new AvroDeserializer<SpecificRecord>(registry);

        assertThat(EventJson.read(sample)).isInstanceOfSatisfying(Valid.class, valid -> {
            String topic = valid.family().topic().name();
            SpecificRecord back = deserializer.deserialize(topic, serializer.serialize(topic, valid.event()));
            assertThat(back).isEqualTo(valid.event());
            assertThat(tree(EventJson.write(valid.event()))).isEqualTo(tree(sample));
            assertThat(EventNames.levels(valid.event()))
                    .contains(Envelope.of(valid.event()).level());
        });
    }

    private static Object tree(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }
}
