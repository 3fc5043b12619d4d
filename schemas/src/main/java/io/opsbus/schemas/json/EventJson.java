package io.opsbus.schemas.json;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import io.opsbus.schemas.EventFamily;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * The guide's JSON form of events (guide 4.1 and 4.2), both ways and without loss: what {@link #read} accepts,
 * {@link #write} gives back as the same JSON tree.
 */
public final class EventJson {
    private static final Map<EventFamily, RecordPlan> BY_FAMILY = new EnumMap<>(EventFamily.class);
    private static final Map<Class<?>, RecordPlan> BY_CLASS = new HashMap<>();

    static {
        for (EventFamily family : EventFamily.values()) {
            RecordPlan plan = RecordPlan.of(family::freshEvent, RecordPlan.of(family::freshContent, null));
            BY_FAMILY.put(family, plan);
            BY_CLASS.put(family.topic().valueType(), plan);
        }
    }

    private EventJson() {}

    /** What came of reading. */
    public sealed interface Read {}

    /**
     * An event.
     *
     * @param family its family, which names the topic
     * @param event the complete record
     */
    public record Valid(EventFamily family, SpecificRecord event) implements Read {}

    /**
     * No event.
     *
     * @param errors all that is wrong, at least one
     */
    public record Invalid(List<FieldError> errors) implements Read {
        public Invalid {
            errors = List.copyOf(errors);
        }
    }

    /**
     * Reads one event. Never throws, whatever the bytes; memory is bounded by their number, which the caller caps. The
     * level is checked to be a level, not to be the right one for the name: that is {@code EventNames.levels}.
     */
    public static Read read(byte[] json) {
        return new EventDocument(json).read();
    }

    /**
     * Writes one event: the fields in the order of the schema, absent ones left out, UTF-8. What a time has beyond the
     * precision of its form is cut off.
     *
     * @throws IllegalArgumentException when the record is of no event family, lacks a field that must be set, or holds
     *     what has no form in JSON (half a surrogate pair, a year past 9999)
     */
    public static byte[] write(SpecificRecord event) {
        RecordPlan plan = BY_CLASS.get(event.getClass());
        if (plan == null) {
            throw new IllegalArgumentException(
                    "not an event: " + event.getClass().getName());
        }
        ByteArrayBuilder bytes = new ByteArrayBuilder(Json.FACTORY._getBufferRecycler());
        try (JsonGenerator out = Json.FACTORY.createGenerator(bytes, JsonEncoding.UTF8)) {
            new RecordWriter(out).write(plan, event);
        } catch (JsonProcessingException noForm) {
            throw new IllegalArgumentException("no JSON form: " + noForm.getOriginalMessage(), noForm);
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory", impossible);
        }
        return bytes.getClearAndRelease();
    }

    static RecordPlan plan(EventFamily family) {
        RecordPlan plan = BY_FAMILY.get(family);
        if (plan == null) {
            throw new IllegalStateException("no plan for " + family);
        }
        return plan;
    }
}
