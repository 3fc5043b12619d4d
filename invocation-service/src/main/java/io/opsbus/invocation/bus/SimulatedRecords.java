package io.opsbus.invocation.bus;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.simulated.SimulatedInstance;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.ecs.instance.InstanceRecord;
import io.opsbus.schemas.registry.SchemaRegistry;
import io.opsbus.schemas.registry.SchemaRegistryUnavailable;
import io.opsbus.schemas.serde.AvroDeserializer;
import io.opsbus.schemas.serde.UndecodableRecord;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Records of {@code ecs.instances}, for whoever simulates agents. */
public final class SimulatedRecords {
    /** Whose instances have no machine. */
    static final String PROVIDER = "simulated";

    private final AvroDeserializer<InstanceRecord> deserializer;

    /** Records whose schemas are in this registry. */
    public SimulatedRecords(SchemaRegistry registry) {
        this.deserializer = new AvroDeserializer<>(registry);
    }

    /**
     * The instance as it is now; empty when it is gone, is about to be, or is not simulated, and of what nobody can read.
     *
     * @throws RegistryAway when the registry must be asked and is away
     */
    public Optional<SimulatedInstance> read(byte @Nullable [] value) {
        try {
            InstanceRecord record = deserializer.deserialize(Topics.INSTANCES.name(), value);
            return Optional.ofNullable(record)
                    .filter(one -> one.getProvider().equals(PROVIDER))
                    .filter(one -> !one.getReleasing() && !one.getCreationFailed())
                    .map(SimulatedRecords::instance);
        } catch (UndecodableRecord | IllegalArgumentException poison) {
            // whoever reads it for the fleet parks it
            return Optional.empty();
        } catch (SchemaRegistryUnavailable away) {
            throw new RegistryAway(away);
        }
    }

    private static SimulatedInstance instance(InstanceRecord record) {
        return new SimulatedInstance(
                new InstanceId(record.getInstanceId()),
                record.getStatus().equals("Running"),
                record.getIncarnation(),
                record.getRevision(),
                record.getOsType(),
                record.getHostName(),
                record.getTags());
    }
}
