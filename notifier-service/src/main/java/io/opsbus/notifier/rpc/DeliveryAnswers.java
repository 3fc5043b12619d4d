package io.opsbus.notifier.rpc;

import com.fasterxml.jackson.core.JsonGenerator;
import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.delivery.DeadReason;
import io.opsbus.notifier.journal.Entry;
import io.opsbus.notifier.redrive.Redrive;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Writes the JSON of answers about deliveries, and about jobs that bring them back. */
final class DeliveryAnswers {
    private DeliveryAnswers() {}

    /** Which version a subscription, or its rule, has now; empty: it is deleted. */
    @FunctionalInterface
    interface Versions extends Function<SubscriptionId, Optional<Long>> {}

    /** {@code next} is there when there may be more. */
    static ApiAnswer page(List<Entry> entries, int limit, Versions versions) {
        return Answers.answer(200, out -> {
            out.writeArrayFieldStart("attempts");
            for (var entry : entries) {
                out.writeStartObject();
                fields(out, entry);
                versions(out, entry, versions);
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
        text(out, "silence", subject.silence().isEmpty() ? Optional.empty() : Optional.of(subject.silence()));
    }

    private static void versions(JsonGenerator out, Entry entry, Versions versions) throws IOException {
        var version = entry.subject().version();
        var madeWith = entry.result().madeWith();
        if (version != 0) {
            out.writeNumberField("version", version);
        }
        if (madeWith != 0) {
            out.writeNumberField("madeWith", madeWith);
        }
        var changed = entry.isChanged(versions.apply(entry.subject().subscription()));
        if (changed.isPresent()) {
            out.writeBooleanField("changed", changed.get());
        }
    }

    /** How many a redrive would move. */
    static ApiAnswer count(long count) {
        return Answers.answer(200, out -> out.writeNumberField("count", count));
    }

    static ApiAnswer redrive(int status, Redrive redrive) {
        return Answers.answer(status, out -> fields(out, redrive));
    }

    /** {@code next} is there when there may be more. */
    static ApiAnswer redrives(List<Redrive> redrives, int limit) {
        return Answers.answer(200, out -> {
            out.writeArrayFieldStart("redrives");
            for (var redrive : redrives) {
                out.writeStartObject();
                fields(out, redrive);
                out.writeEndObject();
            }
            out.writeEndArray();
            if (redrives.size() == limit) {
                out.writeStringField("next", redrives.getLast().place().text());
            }
        });
    }

    private static void fields(JsonGenerator out, Redrive redrive) throws IOException {
        var wanted = redrive.order().wanted();
        var filter = wanted.filter();
        out.writeStringField("id", redrive.id().value());
        out.writeStringField("state", redrive.state().word());
        out.writeNumberField("total", redrive.total());
        out.writeNumberField("moved", redrive.moved());
        out.writeNumberField("rate", redrive.order().rate());
        out.writeStringField("startedAt", redrive.startedAt().toString());
        text(out, "endedAt", redrive.endedAt().map(Instant::toString));
        text(out, "event", filter.event());
        text(out, "rule", filter.rule());
        text(out, "target", filter.target());
        text(out, "silence", filter.silence());
        text(out, "status", wanted.reason().map(DeadReason::word));
        text(out, "since", filter.since().map(Instant::toString));
        text(out, "until", filter.until().map(Instant::toString));
        text(out, "by", wanted.byOperator() ? Optional.empty() : Optional.of("account"));
    }

    private static void text(JsonGenerator out, String name, Optional<String> text) throws IOException {
        if (text.isPresent()) {
            out.writeStringField(name, text.get());
        }
    }
}
