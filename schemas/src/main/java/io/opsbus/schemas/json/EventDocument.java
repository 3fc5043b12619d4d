package io.opsbus.schemas.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.opsbus.schemas.Envelope;
import io.opsbus.schemas.EventFamily;
import io.opsbus.schemas.EventName;
import io.opsbus.schemas.EventNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * One document that may be an event. The name decides how the content is read but may come after it, so the document
 * is walked twice: up to the name, then as a whole.
 */
final class EventDocument {
    /** Reads the fields all families share when the name does not tell the family. */
    private static final RecordPlan ENVELOPE = RecordPlan.of(EventFamily.INSTANCE_STATE_CHANGE::freshEvent, null);

    private static final String NAME = "name";

    private final byte[] json;
    private final Problems problems = new Problems();

    EventDocument(byte[] json) {
        this.json = json;
    }

    EventJson.Read read() {
        CharBuffer text = decode();
        if (text == null) {
            return new EventJson.Invalid(problems.list());
        }
        String name = name(text);
        Optional<EventName> line = name == null ? Optional.empty() : EventNames.find(name);
        if (name != null && line.isEmpty()) {
            problems.add(NAME, FieldError.UNKNOWN_EVENT_NAME, "no such event name: " + Problems.quote(name));
        }
        SpecificRecord event =
                walk(text, line.map(l -> EventJson.plan(l.family())).orElse(ENVELOPE));
        if (event != null && line.isPresent() && problems.none()) {
            checkEventType(line.get(), event);
        }
        if (event == null || line.isEmpty() || !problems.none()) {
            return new EventJson.Invalid(problems.list());
        }
        return new EventJson.Valid(line.get().family(), event);
    }

    /** Strict UTF-8; null after a complaint. */
    private @Nullable CharBuffer decode() {
        CharsetDecoder utf8 = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(json);
        CharBuffer out = CharBuffer.allocate(json.length);
        CoderResult result = utf8.decode(in, out, true);
        if (result.isError()) {
            problems.add("", FieldError.MALFORMED_JSON, "not UTF-8 at byte " + in.position());
            return null;
        }
        CharBuffer text = out.flip();
        if (text.hasRemaining() && text.get(0) == '\uFEFF') {
            problems.add("", FieldError.MALFORMED_JSON, "starts with a byte order mark");
            return null;
        }
        return text;
    }

    private static JsonParser parser(CharBuffer text) throws IOException {
        return Json.FACTORY.createParser(text.array(), 0, text.limit());
    }

    /** The first {@code name} at the top, if it is a text; what is malformed is left to the second walk to report. */
    private static @Nullable String name(CharBuffer text) {
        try (JsonParser parser = parser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = NAME.equals(parser.currentName());
                JsonToken token = parser.nextToken();
                if (found) {
                    return token == JsonToken.VALUE_STRING ? parser.getText() : null;
                }
                parser.skipChildren();
            }
            return null;
        } catch (JsonProcessingException malformed) {
            return null;
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading from memory", impossible);
        }
    }

    private @Nullable SpecificRecord walk(CharBuffer text, RecordPlan plan) {
        try (JsonParser parser = parser(text)) {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_OBJECT) {
                problems.add(
                        "",
                        first == null ? FieldError.MALFORMED_JSON : FieldError.WRONG_TYPE,
                        first == null ? "line 1, column 1: no JSON at all" : "must be an object");
                return null;
            }
            SpecificRecord event = new RecordReader(parser, problems).read(plan, "");
            if (parser.nextToken() != null) {
                problems.add("", FieldError.MALFORMED_JSON, at(parser.currentTokenLocation()) + "more after the end");
            }
            return event;
        } catch (JsonProcessingException malformed) {
            problems.add(
                    "",
                    FieldError.MALFORMED_JSON,
                    at(malformed.getLocation()) + Problems.quote(malformed.getOriginalMessage()));
            return null;
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading from memory", impossible);
        }
    }

    private static String at(@Nullable JsonLocation location) {
        return location == null ? "" : "line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
    }

    /** A system event says its type twice; two types would route one way and read the other. */
    private void checkEventType(EventName line, SpecificRecord event) {
        IndexedRecord content = Envelope.contentOf(event);
        Schema.Field field = line.hasStates() ? content.getSchema().getField("eventType") : null;
        if (field != null && !line.eventType().equals(content.get(field.pos()))) {
            problems.add("content.eventType", FieldError.INVALID_VALUE, "must be the name's: " + line.eventType());
        }
    }
}
