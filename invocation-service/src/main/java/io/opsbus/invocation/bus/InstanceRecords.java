package io.opsbus.invocation.bus;

import io.opsbus.invocation.AccountId;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.RegionId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.fleet.FleetNews;
import io.opsbus.invocation.fleet.KnownInstance;
import io.opsbus.ledger.inbox.Reading;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.ecs.instance.InstanceRecord;
import io.opsbus.schemas.registry.SchemaRegistry;
import io.opsbus.schemas.registry.SchemaRegistryUnavailable;
import io.opsbus.schemas.serde.AvroDeserializer;
import io.opsbus.schemas.serde.UndecodableRecord;
import org.jspecify.annotations.Nullable;

/** Records of {@code ecs.instances} as news. */
public final class InstanceRecords {
    private final AvroDeserializer<InstanceRecord> deserializer;

    /** Records whose schemas are in this registry. */
    public InstanceRecords(SchemaRegistry registry) {
        this.deserializer = new AvroDeserializer<>(registry);
    }

    /**
     * Reads one record.
     *
     * @param key id of the instance
     * @param value null when it is gone
     * @throws RegistryAway when the registry must be asked and is away
     */
    public Reading<FleetNews> read(@Nullable String key, byte @Nullable [] value) {
        try {
            InstanceRecord record = deserializer.deserialize(Topics.INSTANCES.name(), value);
            if (key == null) {
                return new Reading.Poison<>("no key");
            }
            if (record == null) {
                return new Reading.Understood<>(new FleetNews.Gone(new InstanceId(key)));
            }
            return record.getInstanceId().equals(key)
                    ? new Reading.Understood<>(domain(record))
                    : new Reading.Poison<>("the key is not the instance's id");
        } catch (UndecodableRecord | IllegalArgumentException poison) {
            return new Reading.Poison<>(String.valueOf(poison.getMessage()));
        } catch (SchemaRegistryUnavailable away) {
            throw new RegistryAway(away);
        }
    }

    private static FleetNews domain(InstanceRecord record) {
        var instance = new KnownInstance(
                new InstanceId(record.getInstanceId()),
                new Scope(new AccountId(record.getAccountId()), new RegionId(record.getRegionId())),
                record.getInstanceName(),
                record.getOsType(),
                record.getStatus().equals("Running"),
                record.getProvider().equals(SimulatedRecords.PROVIDER));
        return new FleetNews.Seen(
                instance, record.getTags(), record.getReleasing() || record.getCreationFailed(), record.getRevision());
    }
}
