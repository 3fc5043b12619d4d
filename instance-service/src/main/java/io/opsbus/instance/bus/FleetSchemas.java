package io.opsbus.instance.bus;

import io.opsbus.schemas.Topic;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.registry.Compatibility;
import io.opsbus.schemas.registry.SchemaRegistry;
import java.util.List;

/** The topics this service writes, and their schemas in the registry. */
public final class FleetSchemas {
    /** All it writes. */
    public static final List<Topic<?>> WRITTEN = List.of(
            Topics.INSTANCE_STATE_CHANGE,
            Topics.INSTANCE_PREEMPTION,
            Topics.INSTANCE_SYSTEM_EVENT,
            Topics.DISK_OPERATION,
            Topics.SNAPSHOT_COMPLETED,
            Topics.INSTANCES,
            Topics.DISKS,
            Topics.OPERATION_RESULTS,
            Topics.MISHAPS);

    private FleetSchemas() {}

    /**
     * Registers each and has the registry hold later ones against all before, both ways: consumers and producers are
     * upgraded in any order. Safe to repeat.
     */
    public static void register(SchemaRegistry registry) {
        for (Topic<?> topic : WRITTEN) {
            registry.setCompatibility(topic.valueSubject(), Compatibility.FULL_TRANSITIVE);
            int ignored = registry.register(topic.valueSubject(), topic.schema());
        }
    }
}
