package io.opsbus.event.bus;

import io.opsbus.event.IncomingEvent;
import io.opsbus.event.IncomingEvent.Outcome;
import io.opsbus.event.Notice;
import io.opsbus.event.ResourceId;
import io.opsbus.event.Violation;
import io.opsbus.schemas.Envelope;
import io.opsbus.schemas.EventFamily;
import io.opsbus.schemas.json.EventJson;
import io.opsbus.schemas.json.FieldError;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Reads posted JSON into the record of its family. */
public final class PostedEvents implements IncomingEvent.Reader {
    private final WireForm wire;

    /** Reads events whose records will have this form. */
    public PostedEvents(WireForm wire) {
        this.wire = wire;
    }

    @Override
    public Outcome read(byte[] json) {
        return switch (EventJson.read(json)) {
            case EventJson.Valid(EventFamily family, SpecificRecord event) ->
                new Outcome.Legible(new PostedEvent(family, event, wire));
            case EventJson.Invalid(List<FieldError> errors) ->
                new Outcome.Illegible(
                        errors.stream().map(PostedEvents::violation).toList());
        };
    }

    private static Violation violation(FieldError error) {
        return new Violation(error.field(), error.code(), error.message());
    }

    private record PostedEvent(EventFamily family, SpecificRecord event, WireForm wire) implements IncomingEvent {
        @Override
        public Notice notice() {
            return Notices.of(event);
        }

        @Override
        public byte[] canonicalJson() {
            return EventJson.write(event);
        }

        @Override
        public String topic() {
            return family.topic().name();
        }

        @Override
        public ResourceId key() {
            return new ResourceId(Envelope.of(event).key());
        }

        @Override
        public byte[] recordBytes() {
            return wire.encode(family, event);
        }
    }
}
