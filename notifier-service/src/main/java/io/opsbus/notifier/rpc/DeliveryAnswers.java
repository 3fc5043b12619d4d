package io.opsbus.notifier.rpc;

import com.fasterxml.jackson.core.JsonGenerator;
import io.opsbus.notifier.journal.Entry;
import java.io.IOException;
import java.util.List;

/** Writes the JSON of answers about deliveries. */
final class DeliveryAnswers {
    private DeliveryAnswers() {}

    /** {@code next} is there when there may be more. */
    static ApiAnswer page(List<Entry> entries, int limit) {
        return Answers.answer(200, out -> {
            out.writeArrayFieldStart("attempts");
            for (var entry : entries) {
                out.writeStartObject();
                fields(out, entry);
                out.writeEndObject();
            }
            out.writeEndArray();
            if (entries.size() == limit) {
                out.writeStringField("next", entries.getLast().place().text());
            }
        });
    }

    private static void fields(JsonGenerator out, Entry entry) throws IOException {
        var place = entry.place();
        var subject = entry.subject();
        var result = entry.result();
        out.writeStringField("deliveryId", place.delivery().toString());
        out.writeNumberField("attempt", place.number());
        out.writeStringField("startedAt", place.startedAt().toString());
        out.writeStringField("status", result.status().word());
        out.writeStringField("outcome", result.outcome());
        if (result.httpStatus().isPresent()) {
            out.writeNumberField("httpStatus", result.httpStatus().getAsInt());
        }
        out.writeNumberField("millis", result.took().toNanos() / 1e6);
        out.writeStringField("said", result.said());
        out.writeStringField("rule", subject.rule());
        out.writeStringField("subscription", subject.subscription().value());
        out.writeStringField("target", subject.target().value());
        out.writeStringField("eventId", subject.eventId());
        out.writeStringField("eventName", subject.eventName());
    }
}
