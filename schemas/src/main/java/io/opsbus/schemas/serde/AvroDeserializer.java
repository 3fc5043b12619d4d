package io.opsbus.schemas.serde;

import io.opsbus.schemas.registry.HttpSchemaRegistry;
import io.opsbus.schemas.registry.SchemaRegistry;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * The Confluent wire format to Avro records: generated classes with {@code specific.avro.reader}, else generic records.
 * Safe for many threads. The writer's schema is fetched once per id and resolved to the reader's. Only our own classes
 * are ever made, whatever a schema names.
 *
 * @param <T> the record class
 */
public final class AvroDeserializer<T extends IndexedRecord> implements Deserializer<T> {
    private @Nullable ReaderCache readers;
    private @Nullable SchemaRegistry ownRegistry;

    /** For Kafka, which calls {@link #configure}. */
    public AvroDeserializer() {}

    /** Reads into the generated classes, without {@link #configure}; the registry stays the caller's to close. */
    public AvroDeserializer(SchemaRegistry registry) {
        this.readers = new ReaderCache(registry, true);
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        if (readers == null) {
            SerdeSettings settings = SerdeSettings.of(configs);
            SchemaRegistry registry = new HttpSchemaRegistry(settings.access());
            ownRegistry = registry;
            readers = new ReaderCache(registry, settings.specific());
        }
    }

    /**
     * One record; null stays null (a tombstone).
     *
     * @throws UndecodableRecord when the bytes, or the schema they name, are wrong; a second try will not help
     * @throws io.opsbus.schemas.registry.SchemaRegistryUnavailable when the schema is not known yet and no registry
     *     answers; a later try may help
     */
    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        ReaderCache cache = readers;
        if (cache == null) {
            throw new IllegalStateException("configure has not been called");
        }
        if (bytes.length < WireFormat.HEADER || bytes[0] != WireFormat.MAGIC) {
            throw new UndecodableRecord("not in the Confluent wire format: " + describe(bytes));
        }
        int id = ByteBuffer.wrap(bytes).getInt(1);
        DatumReader<IndexedRecord> reader = cache.reader(id, topic);
        return decode(reader, bytes, id);
    }

    private T decode(DatumReader<IndexedRecord> reader, byte[] bytes, int id) {
        BinaryDecoder decoder =
                DecoderFactory.get().binaryDecoder(bytes, WireFormat.HEADER, bytes.length - WireFormat.HEADER, null);
        T record = read(reader, decoder, id);
        if (!atEnd(decoder)) {
            throw new UndecodableRecord("bytes left over after a record of schema " + id);
        }
        return record;
    }

    @SuppressWarnings("unchecked") // Kafka's contract: the caller names the class its topic holds
    private T read(DatumReader<IndexedRecord> reader, BinaryDecoder decoder, int id) {
        try {
            return (T) reader.read(null, decoder);
        } catch (EOFException truncated) {
            throw new UndecodableRecord("a record of schema " + id + " ends too early", truncated);
        } catch (IOException | RuntimeException hostile) {
            // Avro tells of bad bytes by half a dozen unchecked exceptions, UnsupportedOperationException among them
            throw new UndecodableRecord("no record of schema " + id + ": " + hostile, hostile);
        } catch (StackOverflowError deep) {
            // a writer's schema that holds itself, nested by the payload: as deep as its author likes
            throw new UndecodableRecord("nested too deeply for schema " + id, deep);
        }
    }

    private static boolean atEnd(BinaryDecoder decoder) {
        try {
            return decoder.isEnd();
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading from memory", impossible);
        }
    }

    private static String describe(byte[] bytes) {
        return bytes.length < WireFormat.HEADER ? bytes.length + " bytes" : "first byte is " + bytes[0];
    }

    @Override
    public void close() {
        if (ownRegistry != null) {
            ownRegistry.close();
        }
    }
}
