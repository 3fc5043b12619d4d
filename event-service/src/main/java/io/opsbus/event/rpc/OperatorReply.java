package io.opsbus.event.rpc;

import com.fasterxml.jackson.core.JsonGenerator;
import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.Plan;
import io.opsbus.event.cycle.SystemEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What operators hear when something was done. */
final class OperatorReply {
    private OperatorReply() {}

    /** Events as they stand; one not yet made known is a {@code Draft}, and {@code publishTime} lies ahead. */
    static Answer planned(List<SystemEvent> events) {
        return Answer.of(201, JsonText.object(json -> {
            json.writeArrayFieldStart("events");
            for (SystemEvent event : events) {
                one(event, json);
            }
            json.writeEndArray();
        }));
    }

    static Answer withdrawn(EventId id) {
        return Answer.of(200, JsonText.object(json -> json.writeStringField("eventId", id.text())));
    }

    private static void one(SystemEvent event, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("eventId", event.id().text());
        json.writeStringField("instanceId", event.subject().target().resource().text());
        json.writeStringField("type", event.type().word());
        switch (event) {
            case SystemEvent.Draft draft -> {
                json.writeStringField("status", "Draft");
                times(json, draft.publishAt(), Optional.of(draft.plan()));
            }
            case SystemEvent.Published published -> {
                json.writeStringField("status", published.status().word());
                times(json, published.publishedAt(), published.cycle().planned());
            }
        }
        json.writeEndObject();
    }

    private static void times(JsonGenerator json, Instant publish, Optional<Plan> plan) throws IOException {
        json.writeStringField("publishTime", publish.toString());
        json.writeStringField(
                "notBefore", plan.map(known -> known.notBefore().toString()).orElse(""));
    }
}
