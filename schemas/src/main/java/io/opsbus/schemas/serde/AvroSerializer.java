package io.opsbus.schemas.serde;

import io.opsbus.schemas.registry.HttpSchemaRegistry;
import io.opsbus.schemas.registry.SchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Avro records to the Confluent wire format. Safe for many threads. The registry is asked once per topic and schema.
 *
 * @param <T> the record class
 */
public final class AvroSerializer<T extends IndexedRecord> implements Serializer<T> {
    private static final int USUAL_SIZE = 512;

    private record Use(String subject, Schema schema) {}

    private record Writing(int id, DatumWriter<IndexedRecord> writer) {}

    private final Map<Use, Writing> known = new ConcurrentHashMap<>();
    private @Nullable SchemaRegistry registry;
    private boolean ownRegistry;
    private boolean autoRegister = true;
    private boolean key;

    /** For Kafka, which calls {@link #configure}. */
    public AvroSerializer() {}

    /** For values, without {@link #configure}; the registry stays the caller's to close. */
    public AvroSerializer(SchemaRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        key = isKey;
        if (registry == null) {
            SerdeSettings settings = SerdeSettings.of(configs);
            registry = new HttpSchemaRegistry(settings.access());
            ownRegistry = true;
            autoRegister = settings.autoRegister();
        }
    }

    /**
     * One record as bytes; null stays null (a tombstone).
     *
     * @throws io.opsbus.schemas.registry.SchemaRegistryUnavailable when the schema's id is not known yet and no
     *     registry answers
     * @throws io.opsbus.schemas.registry.SchemaRefused when the registry does not take the schema
     * @throws SerializationException when the record does not fit its schema, or its schema is not registered and
     *     {@code auto.register.schemas} is off
     */
    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T record) {
        if (record == null) {
            return null;
        }
        Use use = new Use(WireFormat.subject(topic, key), record.getSchema());
        // no computeIfAbsent: it would hold a lock while the registry is asked
        Writing writing = known.get(use);
        if (writing == null) {
            writing = new Writing(id(use), writer(record));
            known.put(use, writing);
        }
        return encode(writing, record, topic);
    }

    private byte[] encode(Writing writing, IndexedRecord record, String topic) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);
        bytes.write(WireFormat.MAGIC);
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(writing.id).array());
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            writing.writer.write(record, encoder);
            encoder.flush();
        } catch (IOException | AvroRuntimeException | NullPointerException | ClassCastException unfit) {
            // Avro tells of a missing or wrong field by the last two
            throw new SerializationException(
                    "a record for " + topic + " does not fit its schema: " + unfit.getMessage(), unfit);
        }
        return bytes.toByteArray();
    }

    private int id(Use use) {
        SchemaRegistry asked = registry;
        if (asked == null) {
            throw new IllegalStateException("configure has not been called");
        }
        if (autoRegister) {
            return asked.register(use.subject, use.schema);
        }
        OptionalInt id = asked.idOf(use.subject, use.schema);
        return id.orElseThrow(() -> new SerializationException(use.schema.getFullName() + " is not registered under "
                + use.subject + " and " + SerdeSettings.AUTO_REGISTER + " is off"));
    }

    private static DatumWriter<IndexedRecord> writer(IndexedRecord record) {
        return record instanceof SpecificRecord
                ? new SpecificDatumWriter<>(record.getSchema(), OpsBusRecords.MODEL)
                : new GenericDatumWriter<>(record.getSchema());
    }

    @Override
    public void close() {
        if (ownRegistry && registry != null) {
            registry.close();
        }
    }
}
