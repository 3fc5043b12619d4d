package io.opsbus.schemas.serde;

import static io.opsbus.schemas.serde.Deliveries.delivery;
import static io.opsbus.schemas.serde.Deliveries.wire;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsbus.schemas.Topics;
import io.opsbus.schemas.json.EventGenerator;
import io.opsbus.schemas.notifier.Delivery;
import io.opsbus.schemas.registry.ConfluentServer;
import io.opsbus.schemas.registry.InMemorySchemaRegistry;
import io.opsbus.schemas.registry.SchemaRegistryUnavailable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvroSerdeTest {
    private static final String TOPIC = Topics.DELIVERIES.name();

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final AvroSerializer<Delivery> serializer = new AvroSerializer<>(registry);
    private final AvroDeserializer<Delivery> deserializer = new AvroDeserializer<>(registry);

    @Test
    void aRecordComesBackEqualAndIsOnTheWireAsConfluentDoes() {
        byte[] bytes = bytes();

        assertThat(bytes).startsWith(0, 0, 0, 0, 1);
        assertThat(deserializer.deserialize(TOPIC, bytes)).isEqualTo(delivery());
    }

    @Test
    void aTombstoneStaysOne() {
        assertThat(serializer.serialize(TOPIC, null)).isNull();
        assertThat(deserializer.deserialize(TOPIC, null)).isNull();
    }

    @Test
    void theRegistryIsAskedOncePerSchemaAndId() {
        for (int i = 0; i < 100; i++) {
            deserializer.deserialize(TOPIC, serializer.serialize(TOPIC, delivery()));
        }

        assertThat(registry.calls()).isEqualTo(2);
    }

    @Test
    void aRegistryThatIsAwayStopsOnlyWhatIsNotKnownYet() {
        byte[] bytes = bytes();
        deserializer.deserialize(TOPIC, bytes);
        registry.setAway(true);
        var newcomer = new AvroDeserializer<Delivery>(registry);

        assertThat(serializer.serialize(TOPIC, delivery())).isEqualTo(bytes);
        assertThat(deserializer.deserialize(TOPIC, bytes)).isEqualTo(delivery());
        assertThatThrownBy(() -> newcomer.deserialize(TOPIC, bytes)).isInstanceOf(SchemaRegistryUnavailable.class);

        registry.setAway(false);
        assertThat(newcomer.deserialize(TOPIC, bytes)).isEqualTo(delivery());
    }

    @Test
    void aWritersNewerSchemaIsResolvedToOurs() throws IOException {
        Schema ours = Delivery.SCHEMA$;
        var fields = new ArrayList<Schema.Field>();
        fields.add(new Schema.Field("extra", SchemaBuilder.array().items().stringType(), "New."));
        ours.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        Schema newer = Schema.createRecord("Delivery", "Newer.", ours.getNamespace(), false, fields);
        var record = new GenericData.Record(newer);
        ours.getFields()
                .forEach(field -> record.put(field.name(), raw(delivery().get(field.pos()))));
        record.put("extra", List.of("x", "y"));

        assertThat(deserializer.deserialize(TOPIC, wire(registry, newer, record)))
                .isEqualTo(delivery());
    }

    @Test
    void aCopyingBuilderWorksOnceTheSerdeIsInUse() {
        var event = new EventGenerator(1).next();
        serializer.serialize(TOPIC, delivery());

        assertThat(OpsBusRecords.MODEL.deepCopy(event.getSchema(), event)).isEqualTo(event);
        assertThat(Delivery.newBuilder(delivery()).build()).isEqualTo(delivery());
    }

    @Test
    void aRecordThatDoesNotFitItsSchemaIsRefused() {
        assertThatThrownBy(() -> serializer.serialize(TOPIC, new Delivery()))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining(TOPIC);
    }

    @Test
    void configuredByConfluentsKeysItSpeaksToTheRegistry() throws IOException {
        try (var server = new ConfluentServer();
                var out = new AvroSerializer<Delivery>();
                var specific = new AvroDeserializer<Delivery>();
                var generic = new AvroDeserializer<GenericRecord>()) {
            Map<String, Object> configs = new HashMap<>(Map.of(
                    "schema.registry.url", server.url(),
                    "basic.auth.credentials.source", "USER_INFO",
                    "basic.auth.user.info", "ann:pw",
                    "value.subject.name.strategy", "io.confluent.kafka.serializers.subject.TopicNameStrategy",
                    "auto.register.schemas", "true"));
            out.configure(configs, false);
            generic.configure(configs, false);
            configs.put("specific.avro.reader", true);
            specific.configure(configs, false);

            byte[] bytes = out.serialize(TOPIC, delivery());

            assertThat(specific.deserialize(TOPIC, bytes)).isEqualTo(delivery());
            IndexedRecord read = generic.deserialize(TOPIC, bytes);
            assertThat(read).isInstanceOf(GenericData.Record.class).hasToString(read.toString());
            assertThat(server.requests().getFirst())
                    .isEqualTo("POST /subjects/notifier.deliveries-value/versions Basic YW5uOnB3");
        }
    }

    @Test
    void withoutAutoRegisterAnUnregisteredSchemaIsRefused() throws IOException {
        try (var server = new ConfluentServer();
                var out = new AvroSerializer<Delivery>()) {
            out.configure(Map.of("schema.registry.url", server.url(), "auto.register.schemas", "false"), false);

            assertThatThrownBy(() -> out.serialize(TOPIC, delivery()))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("auto.register.schemas");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "schema.registry.url, ftp://x",
        "auto.register.schemas, maybe",
        "value.subject.name.strategy, io.confluent.kafka.serializers.subject.RecordNameStrategy",
        "basic.auth.credentials.source, SASL_INHERIT",
        "basic.auth.credentials.source, USER_INFO"
    })
    void aWrongSettingIsNamed(String key, String value) {
        Map<String, String> configs = new HashMap<>(Map.of("schema.registry.url", "http://127.0.0.1:1"));
        configs.put(key, value);
        try (var out = new AvroSerializer<Delivery>()) {
            assertThatThrownBy(() -> out.configure(configs, false))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining(key.substring(0, key.indexOf('.')));
        }
    }

    private static Object raw(Object value) {
        return value instanceof Instant time ? time.toEpochMilli() : value;
    }

    private byte[] bytes() {
        return Objects.requireNonNull(serializer.serialize(TOPIC, delivery()));
    }
}
