package io.opsbus.notifier.rpc;

import com.fasterxml.jackson.core.JsonGenerator;
import io.opsbus.notifier.delivery.DeadReason;
import io.opsbus.notifier.redrive.Redrive;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Writes the JSON of answers about redrives. */
final class RedriveAnswers {
    private RedriveAnswers() {}

    /** How many a redrive would move. */
    static ApiAnswer count(long count) {
        return Answers.answer(200, out -> out.writeNumberField("count", count));
    }

    static ApiAnswer one(int status, Redrive redrive) {
        return Answers.answer(status, out -> fields(out, redrive));
    }

    static ApiAnswer list(List<Redrive> redrives) {
        return Answers.answer(200, out -> {
            out.writeArrayFieldStart("redrives");
            for (var redrive : redrives) {
                out.writeStartObject();
                fields(out, redrive);
                out.writeEndObject();
            }
            out.writeEndArray();
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
        text(out, "status", wanted.reason().map(DeadReason::word));
        text(out, "since", filter.since().map(Instant::toString));
        text(out, "until", filter.until().map(Instant::toString));
    }

    private static void text(JsonGenerator out, String name, Optional<String> text) throws IOException {
        if (text.isPresent()) {
            out.writeStringField(name, text.get());
        }
    }
}
