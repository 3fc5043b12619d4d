package io.opsbus.event.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.event.AccountId;
import io.opsbus.event.UnavailableException;
import io.opsbus.event.bus.RecentEventsFeed.Reading;
import io.opsbus.event.bus.RecentEventsFeed.Reading.Poison;
import io.opsbus.event.bus.RecentEventsFeed.Reading.Understood;
import io.opsbus.event.recent.BusRecord;
import io.opsbus.event.recent.RecentEvents.RecentEvent;
import io.opsbus.schemas.Envelope;
import io.opsbus.schemas.EventFamily;
import io.opsbus.schemas.Topic;
import io.opsbus.schemas.json.EventJson;
import io.opsbus.schemas.registry.SchemaRefused;
import io.opsbus.schemas.registry.SchemaRegistry;
import io.opsbus.schemas.registry.SchemaRegistryUnavailable;
import io.opsbus.schemas.serde.AvroDeserializer;
import io.opsbus.schemas.serde.AvroSerializer;
import io.opsbus.schemas.serde.UndecodableRecord;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Event records in Avro, Confluent wire format, both ways. */
public final class AvroRecords implements WireForm, SystemEventFacts.RecordBytes, RecentEventsFeed.RecordReader {
    private final AvroSerializer<SpecificRecord> serializer;
    private final AvroDeserializer<SpecificRecord> deserializer;

    /** Records whose schemas are in this registry. */
    public AvroRecords(SchemaRegistry registry) {
        this.serializer = new AvroSerializer<>(registry);
        this.deserializer = new AvroDeserializer<>(registry);
    }

    @Override
    public byte[] encode(EventFamily family, SpecificRecord event) {
        return encode(family.topic(), event);
    }

    @Override
    public byte[] encode(Topic<?> topic, SpecificRecord event) {
        try {
            byte[] bytes = serializer.serialize(topic.name(), event);
            if (bytes == null) {
                throw new IllegalStateException("an event became a tombstone");
            }
            return bytes;
        } catch (SchemaRegistryUnavailable | SchemaRefused e) {
            throw new UnavailableException(
                    "The schema registry is away and the schema of this event is not known yet. Nothing was written.",
                    e);
        }
    }

    @Override
    public Reading read(BusRecord record) {
        if (record.value() == null) {
            return new Poison("a tombstone: event topics have none");
        }
        try {
            return event(record);
        } catch (UndecodableRecord e) {
            return new Poison(String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            return new Poison("no guide JSON: " + e.getMessage());
        } catch (SchemaRegistryUnavailable e) {
            throw new UnavailableException("The schema registry is away.", e);
        }
    }

    private Reading event(BusRecord record) {
        SpecificRecord event = deserializer.deserialize(record.topic(), record.value());
        if (event == null) {
            return new Poison("an empty record");
        }
        String json = new String(EventJson.write(event), UTF_8);
        Envelope envelope = Envelope.of(event);
        Optional<AccountId> account = AccountId.parse(envelope.userId());
        return account.isPresent()
                ? new Understood(new RecentEvent(record.identity(), account.get(), envelope.eventTime(), json))
                : new Poison("no account: " + envelope.userId());
    }
}
