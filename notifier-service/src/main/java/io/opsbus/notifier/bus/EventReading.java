package io.opsbus.notifier.bus;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Event;
import io.opsbus.notifier.Level;
import io.opsbus.notifier.condition.EventText;
import io.opsbus.schemas.Envelope;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.avro.generic.IndexedRecord;

/** From an event's record to what the rules look at. */
final class EventReading {
    private static final List<String> STATUS_FIELDS = List.of("eventStatus", "state", "result");

    private EventReading() {}

    /**
     * The event's domain form; empty when its account is none (no subscription can be of it).
     *
     * @param json gives the event's JSON, asked for by conditions on the content
     * @throws io.opsbus.schemas.serde.UndecodableRecord when a text of its envelope is none that can be stored
     */
    static Optional<Event> of(IndexedRecord record, Supplier<byte[]> json) {
        var envelope = Envelope.of(record);
        Plain.demand("id", envelope.id());
        Plain.demand("name", envelope.name());
        Plain.demand("product", envelope.product());
        Plain.demand("regionId", envelope.regionId());
        Plain.demand("resourceId", envelope.resourceId());
        if (!AccountId.isValid(envelope.userId())) {
            return Optional.empty();
        }
        return Optional.of(new Event(
                new AccountId(envelope.userId()),
                envelope.id(),
                envelope.name(),
                switch (envelope.level()) {
                    case CRITICAL -> Level.CRITICAL;
                    case WARN -> Level.WARN;
                    case INFO -> Level.INFO;
                },
                envelope.product(),
                envelope.resourceId(),
                envelope.eventTime(),
                status(Envelope.contentOf(record)).map(status -> Plain.demand("status", status)),
                new EventText(() -> new String(json.get(), StandardCharsets.UTF_8))));
    }

    /** The content's own word; a disk's system event has none (guide 4.2), there the finish time tells. */
    private static Optional<String> status(IndexedRecord content) {
        for (var name : STATUS_FIELDS) {
            var value = value(content, name);
            if (value.isPresent()) {
                return value.map(Object::toString);
            }
        }
        if (content.getSchema().getField("executeFinishTime") == null) {
            return Optional.empty();
        }
        return Optional.of(value(content, "executeFinishTime").isPresent() ? "Executed" : "Executing");
    }

    private static Optional<Object> value(IndexedRecord content, String name) {
        var field = content.getSchema().getField(name);
        return field == null ? Optional.empty() : Optional.ofNullable(content.get(field.pos()));
    }
}
