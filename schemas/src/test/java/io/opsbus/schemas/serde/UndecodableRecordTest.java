package io.opsbus.schemas.serde;

import static io.opsbus.schemas.serde.Deliveries.delivery;
import static io.opsbus.schemas.serde.Deliveries.wire;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.json.EventGenerator;
import io.opsbus.schemas.notifier.Delivery;
import io.opsbus.schemas.registry.InMemorySchemaRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UndecodableRecordTest {
    private static final long SEED = Long.getLong("opsbus.seed", System.nanoTime());
    private static final String TOPIC = Topics.DELIVERIES.name();

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final AvroSerializer<Delivery> serializer = new AvroSerializer<>(registry);
    private final AvroDeserializer<Delivery> deserializer = new AvroDeserializer<>(registry);

    @Test
    void anUnknownIdIsUndecodableAndNotAskedForAgainAtOnce() {
        byte[] bytes = {0, 0, 0, 0, 99, 1, 2, 3};
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> deserializer.deserialize(TOPIC, bytes))
                    .isInstanceOf(UndecodableRecord.class)
                    .hasMessageContaining("99");
        }

        assertThat(registry.calls()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"''", "00", "00000000", "0100000001", "7b7d7b7d7b7d", "ff000000010203"})
    void bytesInNoWireFormatAreUndecodable(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThatThrownBy(() -> deserializer.deserialize(TOPIC, bytes))
                .isInstanceOf(UndecodableRecord.class)
                .hasMessageContaining("wire format");
    }

    @Test
    void everyTruncationAndAnyTrailingByteIsUndecodable() {
        byte[] bytes = bytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] part = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> deserializer.deserialize(TOPIC, part)).isInstanceOf(UndecodableRecord.class);
        }
        byte[] more = Arrays.copyOf(bytes, bytes.length + 1);
        assertThatThrownBy(() -> deserializer.deserialize(TOPIC, more)).isInstanceOf(UndecodableRecord.class);
    }

    /** Lengths of the first string as zig-zag varints: about two thousand million, one, and a negative one. */
    @ParameterizedTest
    @CsvSource({"fcffffff0f", "8080808008", "ffffffff0f"})
    void aLengthBombIsRefusedWithoutTakingItsLength(String length) {
        byte[] bytes = bytes();
        byte[] bomb = ByteBuffer.allocate(16)
                .put(bytes, 0, 5)
                .put(HexFormat.of().parseHex(length))
                .array();
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        deserializer.deserialize(TOPIC, bytes);

        long before = threads.getCurrentThreadAllocatedBytes();
        assertThatThrownBy(() -> deserializer.deserialize(TOPIC, bomb)).isInstanceOf(UndecodableRecord.class);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1 << 20);
    }

    @Test
    void tenThousandMutatedRecordsAreARecordOrUndecodable() {
        var random = new SplittableRandom(SEED);
        var events = new AvroSerializer<SpecificRecord>(registry);
        var generator = new EventGenerator(SEED);
        var reader = new AvroDeserializer<SpecificRecord>(registry);
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = Objects.requireNonNull(events.serialize("any", generator.next()));
            for (int n = random.nextInt(1, 4); n > 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(reader.deserialize("any", bytes)).isNotNull();
            } catch (UndecodableRecord expected) {
                assertThat(expected).as("seed %s, mutation %s", SEED, i).hasMessageNotContaining(": null");
            }
        }
    }

    @Test
    void aRecordOfAnotherTopicIsUndecodableThere() {
        byte[] bytes = bytes();

        assertThatThrownBy(() -> deserializer.deserialize(Topics.ATTEMPTS.name(), bytes))
                .isInstanceOf(UndecodableRecord.class)
                .hasMessageContaining("notifier.attempts");
    }

    @Test
    void noClassButOursIsEverMade() throws IOException {
        for (String name : List.of("java.lang.Runtime", "io.opsbus.schemas.Topics", "java.util.HashMap", "Delivery")) {
            Schema foreign =
                    SchemaBuilder.record(name).fields().requiredString("a").endRecord();
            var record = new GenericData.Record(foreign);
            record.put("a", "b");
            byte[] bytes = wire(registry, foreign, record);

            assertThatThrownBy(() -> deserializer.deserialize("any", bytes))
                    .isInstanceOf(UndecodableRecord.class)
                    .hasMessageContaining("not ours");
        }
    }

    @Test
    void aSchemaThatAsksForAJavaClassGetsNone() throws IOException {
        Schema evil = new Schema.Parser()
                .parse(Delivery.SCHEMA$
                        .toString()
                        .replaceFirst("\"avro.java.string\":\"String\"", "\"java-class\":\"javax.swing.JEditorPane\""));
        byte[] bytes = bytes();
        ByteBuffer.wrap(bytes).putInt(1, registry.register("evil", evil));

        assertThat(deserializer.deserialize(TOPIC, bytes)).isEqualTo(delivery());
    }

    private byte[] bytes() {
        return Objects.requireNonNull(serializer.serialize(TOPIC, delivery()));
    }
}
