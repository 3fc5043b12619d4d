package io.opsbus.invocation.bus;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.link.Guest;
import io.opsbus.ledger.inbox.Reading;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.ecs.instance.InstanceSystemEvent;
import io.opsbus.schemas.registry.SchemaRegistry;
import io.opsbus.schemas.registry.SchemaRegistryUnavailable;
import io.opsbus.schemas.serde.AvroDeserializer;
import io.opsbus.schemas.serde.UndecodableRecord;
import org.jspecify.annotations.Nullable;

/** Records of {@code ecs.instance.system-event} as what guests may know. */
public final class GuestEventRecords {
    private final AvroDeserializer<InstanceSystemEvent> deserializer;

    /** Records whose schemas are in this registry. */
    public GuestEventRecords(SchemaRegistry registry) {
        this.deserializer = new AvroDeserializer<>(registry);
    }

    /**
     * Reads one record.
     *
     * @param key id of the instance
     * @throws RegistryAway when the registry must be asked and is away
     */
    public Reading<Guest.Event> read(@Nullable String key, byte @Nullable [] value) {
        try {
            InstanceSystemEvent event = deserializer.deserialize(Topics.INSTANCE_SYSTEM_EVENT.name(), value);
            if (event == null) {
                return new Reading.Poison<>("no value");
            }
            var content = event.getContent();
            return content.getInstanceId().equals(key)
                    ? new Reading.Understood<>(new Guest.Event(
                            content.getEventId(),
                            new InstanceId(content.getInstanceId()),
                            content.getEventType(),
                            content.getEventStatus(),
                            content.getPublishTime(),
                            content.getNotBefore()))
                    : new Reading.Poison<>("the key is not the instance's id");
        } catch (UndecodableRecord | IllegalArgumentException poison) {
            return new Reading.Poison<>(String.valueOf(poison.getMessage()));
        } catch (SchemaRegistryUnavailable away) {
            throw new RegistryAway(away);
        }
    }
}
