package io.opsbus.notifier.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.opsbus.notifier.delivery.Body;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An event's JSON taken apart again (guide 4.1, 顶层字段), for channels that do not send it as it is. */
public final class EventDocument {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSSXX");

    private final Map<String, Object> fields;

    private EventDocument(Map<String, Object> fields) {
        this.fields = fields;
    }

    /** Reads a body; what is no JSON object has no fields. */
    public static EventDocument of(Body body) {
        try {
            return new EventDocument(JSON.readValue(body.bytes(), new TypeReference<>() {}));
        } catch (IOException _) {
            return new EventDocument(Map.of());
        }
    }

    /** A field of the envelope as a text; empty when there is none. */
    public String text(String name) {
        var value = fields.get(name);
        return value == null || value instanceof Map ? "" : value.toString();
    }

    /** The fields of {@code content}, values as texts, in their order. */
    public Map<String, String> content() {
        var content = new LinkedHashMap<String, String>();
        if (fields.get("content") instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                if (value != null) {
                    content.put(
                            String.valueOf(name), value instanceof Map<?, ?> inner ? json(inner) : value.toString());
                }
            });
        }
        return content;
    }

    /** The bare id at the end of the resource's ARN. */
    public String resource() {
        var arn = text("resourceId");
        return arn.substring(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
    }

    /** When it happened ({@code 20190409T121826.922+0800}). */
    public Optional<Instant> time() {
        try {
            return Optional.of(OffsetDateTime.parse(text("eventTime"), TIME).toInstant());
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** Every field as a parameter; {@code content} as JSON. */
    public Map<String, String> parameters() {
        var parameters = new LinkedHashMap<String, String>();
        fields.forEach((name, value) -> {
            if (value != null) {
                parameters.put(name, value instanceof Map<?, ?> inner ? json(inner) : value.toString());
            }
        });
        return parameters;
    }

    /** A map as JSON. */
    public static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts, numbers, lists and maps have a JSON form", e);
        }
    }
}
