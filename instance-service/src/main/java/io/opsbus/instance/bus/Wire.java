package io.opsbus.instance.bus;

import io.opsbus.instance.FactId;
import io.opsbus.ledger.OutboxRecord;
import io.opsbus.schemas.Headers;
import io.opsbus.schemas.Topic;
import io.opsbus.schemas.registry.SchemaRegistry;
import io.opsbus.schemas.serde.AvroSerializer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/** How a record lies on its topic: Avro in the Confluent wire format, with the headers every record of the bus has. */
public final class Wire {
    private final AvroSerializer<SpecificRecord> serializer;
    private final Function<FactId, String> traces;

    /**
     * Records whose schemas are in this registry. A registry that is away fails the change whose fact is written, unless
     * the schema is known already: nothing is stored that cannot be told.
     *
     * @param traces the W3C {@code traceparent} a fact belongs to
     */
    public Wire(SchemaRegistry registry, Function<FactId, String> traces) {
        this.serializer = new AvroSerializer<>(registry);
        this.traces = traces;
    }

    /** An event: what happened. */
    OutboxRecord event(Topic<?> topic, String key, FactId fact, SpecificRecord event) {
        return event(topic, key, fact, event, Map.of());
    }

    /** An event, with what its form has no place for. */
    OutboxRecord event(Topic<?> topic, String key, FactId fact, SpecificRecord event, Map<String, String> more) {
        var headers = new HashMap<>(more);
        headers.put(Headers.EVENT_ID, fact.noticeId());
        headers.put(Headers.TRACEPARENT, traces.apply(fact));
        return new OutboxRecord(topic.name(), key, bytes(topic, event), headers, fact.text());
    }

    /** A state: what is. */
    OutboxRecord state(Topic<?> topic, String key, FactId fact, SpecificRecord state) {
        return new OutboxRecord(topic.name(), key, bytes(topic, state), trace(fact), fact.text());
    }

    /** The end of a state. */
    OutboxRecord gone(Topic<?> topic, String key, FactId fact) {
        return OutboxRecord.tombstone(topic.name(), key, trace(fact), fact.text());
    }

    private Map<String, String> trace(FactId fact) {
        return Map.of(Headers.TRACEPARENT, traces.apply(fact));
    }

    private byte[] bytes(Topic<?> topic, SpecificRecord record) {
        return Objects.requireNonNull(serializer.serialize(topic.name(), record));
    }
}
