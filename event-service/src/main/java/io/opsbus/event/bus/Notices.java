package io.opsbus.event.bus;

import io.opsbus.event.EventName;
import io.opsbus.event.Level;
import io.opsbus.event.Notice;
import io.opsbus.event.Notice.Address;
import io.opsbus.event.Notice.Grade;
import io.opsbus.event.Notice.Subject;
import io.opsbus.event.ResourceKind;
import io.opsbus.schemas.Envelope;
import io.opsbus.schemas.EventNames;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/** From an event record to the {@link Notice} the domain checks. */
final class Notices {
    private Notices() {}

    static Notice of(IndexedRecord event) {
        Envelope envelope = Envelope.of(event);
        var name = new EventName(envelope.name());
        return new Notice(
                envelope.id(),
                name,
                new Grade(
                        level(envelope.level()),
                        EventNames.levels(event).stream().map(Notices::level).collect(Collectors.toUnmodifiableSet())),
                new Address(envelope.regionId(), envelope.userId(), envelope.resourceId()),
                subject(name, Envelope.contentOf(event)));
    }

    private static Level level(io.opsbus.schemas.ecs.Level level) {
        return switch (level) {
            case INFO -> Level.INFO;
            case WARN -> Level.WARN;
            case CRITICAL -> Level.CRITICAL;
        };
    }

    private static Subject subject(EventName name, IndexedRecord content) {
        List<String> candidates =
                ResourceKind.of(name).map(ResourceKind::idFields).orElse(List.of());
        for (String candidate : candidates) {
            Schema.Field field = content.getSchema().getField(candidate);
            Object id = field == null ? null : content.get(field.pos());
            if (id != null) {
                return new Subject(candidate, id.toString());
            }
        }
        return new Subject("resourceId", "");
    }
}
