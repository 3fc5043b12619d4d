package io.opsbus.schemas.serde;

import io.opsbus.schemas.Topics;
import io.opsbus.schemas.registry.SchemaRefused;
import io.opsbus.schemas.registry.SchemaRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificDatumReader;

/** The readers made so far, by schema id. */
final class ReaderCache {
    /** How many ids are remembered that the registry does not know, so that a flood of poison is not a flood of calls. */
    private static final int MOST_UNKNOWN = 1000;

    private static final long UNKNOWN_FOR_NANOS = 10_000_000_000L;

    private record Reading(String fullName, DatumReader<IndexedRecord> reader) {}

    private final SchemaRegistry registry;
    private final boolean specific;
    private final Map<Integer, Reading> known = new ConcurrentHashMap<>();
    private final Map<Integer, Long> unknown = new ConcurrentHashMap<>();

    ReaderCache(SchemaRegistry registry, boolean specific) {
        this.registry = registry;
        this.specific = specific;
    }

    DatumReader<IndexedRecord> reader(int id, String topic) {
        Reading reading = known.get(id);
        if (reading == null) {
            reading = reading(fetch(id), id);
            known.put(id, reading);
        }
        if (specific) {
            requireTopicsOwn(reading.fullName, topic);
        }
        return reading.reader;
    }

    /** A record of another topic's class would break the consumer later, outside of all error handling. */
    private static void requireTopicsOwn(String fullName, String topic) {
        boolean foreign = Topics.named(topic)
                .filter(own -> !own.schema().getFullName().equals(fullName))
                .isPresent();
        if (foreign) {
            throw new UndecodableRecord(fullName + " is not what topic " + topic + " holds");
        }
    }

    private Schema fetch(int id) {
        Long since = unknown.get(id);
        if (since != null && System.nanoTime() - since < UNKNOWN_FOR_NANOS) {
            throw unknown(id);
        }
        try {
            Schema schema = registry.byId(id).orElseThrow(() -> unknown(id));
            unknown.remove(id);
            return schema;
        } catch (SchemaRefused refused) {
            throw new UndecodableRecord(String.valueOf(refused.getMessage()), refused);
        } catch (UndecodableRecord none) {
            if (unknown.size() >= MOST_UNKNOWN) {
                unknown.clear();
            }
            unknown.put(id, System.nanoTime());
            throw none;
        }
    }

    private static UndecodableRecord unknown(int id) {
        return new UndecodableRecord("the registry knows no Avro schema " + id);
    }

    private Reading reading(Schema writer, int id) {
        if (writer.getType() != Schema.Type.RECORD) {
            throw new UndecodableRecord("schema " + id + " is not of a record");
        }
        if (!specific) {
            return new Reading(writer.getFullName(), new GenericDatumReader<>(writer));
        }
        Schema reader = OpsBusRecords.schemaOf(writer.getFullName())
                .orElseThrow(() -> new UndecodableRecord(
                        "schema " + id + " is of " + writer.getFullName() + ", which is not ours"));
        return new Reading(writer.getFullName(), new SpecificDatumReader<>(writer, reader, OpsBusRecords.MODEL));
    }
}
