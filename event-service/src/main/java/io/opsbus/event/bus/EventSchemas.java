package io.opsbus.event.bus;

import io.opsbus.schemas.EventFamily;
import io.opsbus.schemas.Topic;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.registry.Compatibility;
import io.opsbus.schemas.registry.SchemaRegistry;

/** The schemas of the topics this service writes, in the registry. */
public final class EventSchemas {
    private EventSchemas() {}

    /**
     * Registers every family's schema and has the registry hold later ones against all before, both ways: consumers and
     * producers are upgraded in any order. Safe to repeat.
     */
    public static void register(SchemaRegistry registry) {
        for (EventFamily family : EventFamily.values()) {
            register(registry, family.topic());
        }
        register(registry, Topics.OPERATION_REQUESTS);
    }

    private static void register(SchemaRegistry registry, Topic<?> topic) {
        registry.setCompatibility(topic.valueSubject(), Compatibility.FULL_TRANSITIVE);
        int ignored = registry.register(topic.valueSubject(), topic.schema());
    }
}
