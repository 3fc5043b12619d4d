package io.opsbus.event.rpc;

import com.fasterxml.jackson.core.JsonGenerator;
import io.opsbus.event.ResourceId;
import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.Plan;
import io.opsbus.event.cycle.SystemEvent;
import io.opsbus.event.fleet.KnownHost;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What operators hear when something was done. */
final class OperatorReply {
    private OperatorReply() {}

    /** Events as they stand; one not yet made known is a {@code Draft}, and {@code publishTime} lies ahead. */
    static Answer planned(List<SystemEvent> events) {
        return Answer.of(201, JsonText.object(json -> all(events, json)));
    }

    /** @param more whether there are others, behind these */
    static Answer unfinished(List<SystemEvent> events, boolean more) {
        return Answer.of(200, JsonText.object(json -> {
            all(events, json);
            json.writeBooleanField("more", more);
        }));
    }

    /** @param more whether there are others, behind these */
    static Answer hosts(List<KnownHost> hosts, boolean more) {
        return Answer.of(200, JsonText.object(json -> {
            json.writeArrayFieldStart("hosts");
            for (KnownHost host : hosts) {
                json.writeStartObject();
                json.writeStringField("host", host.id());
                json.writeNumberField("count", host.count());
                json.writeArrayFieldStart("instances");
                for (ResourceId instance : host.first()) {
                    json.writeString(instance.text());
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeBooleanField("more", more);
        }));
    }

    private static void all(List<SystemEvent> events, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("events");
        for (SystemEvent event : events) {
            one(event, json);
        }
        json.writeEndArray();
    }

    static Answer withdrawn(EventId id) {
        return Answer.of(200, JsonText.object(json -> json.writeStringField("eventId", id.text())));
    }

    private static void one(SystemEvent event, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("eventId", event.id().text());
        json.writeStringField("instanceId", event.subject().target().resource().text());
        json.writeStringField(
                "accountId", event.subject().target().owner().account().text());
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
