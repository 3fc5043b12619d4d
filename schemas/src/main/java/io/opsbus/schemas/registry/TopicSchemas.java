package io.opsbus.schemas.registry;

import io.opsbus.schemas.Topic;
import io.opsbus.schemas.Topics;
import org.apache.avro.specific.SpecificRecord;

/** Puts the schemas of all topics into a registry, so that consumers in other languages find them from the start. */
public final class TopicSchemas {
    private TopicSchemas() {}

    /**
     * Registers the schema of every topic and has later ones held against all before, both ways. Safe to repeat.
     *
     * @throws SchemaRefused when the registry holds a schema that ours is not compatible with
     * @throws SchemaRegistryUnavailable when the registry gives no answer
     */
    public static void publish(SchemaRegistry registry) {
        for (Topic<? extends SpecificRecord> topic : Topics.ALL) {
            registry.setCompatibility(topic.valueSubject(), Compatibility.FULL_TRANSITIVE);
            registry.register(topic.valueSubject(), topic.schema());
        }
    }
}
