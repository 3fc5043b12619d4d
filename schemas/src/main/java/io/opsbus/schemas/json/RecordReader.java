package io.opsbus.schemas.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.opsbus.schemas.ecs.Level;
import java.io.IOException;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Reads one JSON object into a record, going on after an error so that the sender hears of all of them. */
final class RecordReader {
    private final JsonParser parser;
    private final Problems problems;

    RecordReader(JsonParser parser, Problems problems) {
        this.parser = parser;
        this.problems = problems;
    }

    /**
     * Reads the object the parser stands at.
     *
     * @param path where the object is, with a dot at its end; empty at the top
     * @return the record; complete only if there were no problems
     */
    SpecificRecord read(RecordPlan plan, String path) throws IOException {
        SpecificRecord record = plan.fresh();
        long seen = 0;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            FieldPlan field = plan.field(name);
            if (field == null) {
                problems.add(path + Problems.quote(name), FieldError.UNKNOWN_FIELD, "no such field");
                parser.skipChildren();
                continue;
            }
            long bit = 1L << field.position();
            if ((seen & bit) != 0) {
                problems.add(path + name, FieldError.DUPLICATE_FIELD, "given twice");
                parser.skipChildren();
                continue;
            }
            seen |= bit;
            Object value = value(field, token, path);
            if (value != null) {
                record.put(field.position(), value);
            }
        }
        reportMissing(plan, seen, path);
        return record;
    }

    private void reportMissing(RecordPlan plan, long seen, String path) {
        for (FieldPlan field : plan.fields()) {
            if (!field.optional() && (seen & 1L << field.position()) == 0) {
                problems.add(path + field.name().getValue(), FieldError.MISSING_FIELD, "must be given");
            }
        }
    }

    private @Nullable Object value(FieldPlan field, JsonToken token, String path) throws IOException {
        return switch (field.kind()) {
            case FieldPlan.Text text -> isText(field, token, path) ? text(field, text.rule(), path) : null;
            case FieldPlan.Time time -> isText(field, token, path) ? time(field, time.form(), path) : null;
            case FieldPlan.LevelWord level -> isText(field, token, path) ? level(field, level, path) : null;
            case FieldPlan.Content content -> content(field, token, content.plan(), path);
        };
    }

    private boolean isText(FieldPlan field, JsonToken token, String path) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            return true;
        }
        wrongType(field, token, "a string", path);
        return false;
    }

    private @Nullable String text(FieldPlan field, TextRule rule, String path) throws IOException {
        String text = parser.getText();
        String complaint = rule.complaint(text);
        if (complaint != null) {
            problems.add(path + field.name().getValue(), FieldError.INVALID_VALUE, complaint);
            return null;
        }
        return text;
    }

    private @Nullable Instant time(FieldPlan field, WireTime form, String path) throws IOException {
        Instant time = form.parse(parser.getText());
        if (time == null) {
            problems.add(
                    path + field.name().getValue(),
                    FieldError.INVALID_TIME,
                    "must be a time of the form " + form.pattern());
        }
        return time;
    }

    private @Nullable Level level(FieldPlan field, FieldPlan.LevelWord kind, String path) throws IOException {
        Level level = kind.words().get(parser.getText());
        if (level == null) {
            problems.add(
                    path + field.name().getValue(), FieldError.INVALID_VALUE, "must be one of INFO, WARN, CRITICAL");
        }
        return level;
    }

    private @Nullable Object content(FieldPlan field, JsonToken token, @Nullable RecordPlan plan, String path)
            throws IOException {
        if (token != JsonToken.START_OBJECT) {
            wrongType(field, token, "an object", path);
            return null;
        }
        if (plan == null) {
            parser.skipChildren();
            return null;
        }
        return read(plan, path + field.name().getValue() + ".");
    }

    private void wrongType(FieldPlan field, JsonToken token, String wanted, String path) throws IOException {
        String found = token == JsonToken.VALUE_NULL ? "must be " + wanted + ", or left out" : "must be " + wanted;
        problems.add(
                path + field.name().getValue(), FieldError.WRONG_TYPE, field.optional() ? found : "must be " + wanted);
        parser.skipChildren();
    }
}
