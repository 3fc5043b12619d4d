package io.opsbus.invocation.bus;

import io.opsbus.ledger.OutboxRecord;
import io.opsbus.schemas.Topic;
import io.opsbus.schemas.registry.Compatibility;
import io.opsbus.schemas.registry.SchemaRefused;
import io.opsbus.schemas.registry.SchemaRegistry;
import io.opsbus.schemas.registry.SchemaRegistryUnavailable;
import io.opsbus.schemas.serde.AvroSerializer;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** Records of one topic. */
final class Encoded<V extends SpecificRecord> {
    private final Topic<V> topic;
    private final SchemaRegistry registry;
    private final AvroSerializer<V> serializer;

    Encoded(Topic<V> topic, SchemaRegistry registry) {
        this.topic = topic;
        this.registry = registry;
        this.serializer = new AvroSerializer<>(registry);
    }

    /** Registers the schema and has later ones held against it, both ways. Safe to repeat. */
    void register() {
        registry.setCompatibility(topic.valueSubject(), Compatibility.FULL_TRANSITIVE);
        int ignored = registry.register(topic.valueSubject(), topic.schema());
    }

    OutboxRecord record(String key, V value, String factId) {
        return new OutboxRecord(topic.name(), key, bytes(value), Map.of(), factId);
    }

    byte[] bytes(V value) {
        try {
            byte[] bytes = serializer.serialize(topic.name(), value);
            if (bytes == null) {
                throw new IllegalStateException("a record became a tombstone");
            }
            return bytes;
        } catch (SchemaRegistryUnavailable | SchemaRefused away) {
            throw new RegistryAway(away);
        }
    }

    OutboxRecord tombstone(String key, String factId) {
        return OutboxRecord.tombstone(topic.name(), key, Map.of(), factId);
    }
}
