package io.opsbus.schemas.registry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * What a registry answered.
 *
 * @param status the HTTP status
 * @param fields the scalar fields of the JSON object, as text
 */
record RegistryAnswer(int status, Map<String, String> fields) {
    private static final JsonFactory JSON = new JsonFactory();

    static RegistryAnswer of(int status, byte[] body) throws IOException {
        return new RegistryAnswer(status, status == 200 ? parse(body) : parseLeniently(body));
    }

    boolean ok() {
        return status == 200;
    }

    boolean notFound() {
        return status == 404;
    }

    /** The registry's own words. */
    String message() {
        return fields.getOrDefault("message", "HTTP status " + status);
    }

    int number(String field) throws IOException {
        try {
            return Integer.parseInt(fields.getOrDefault(field, ""));
        } catch (NumberFormatException missing) {
            throw new IOException("the answer has no number \"" + field + "\"", missing);
        }
    }

    /** An error page of a proxy in between is no JSON, and no reason to hide its status. */
    private static Map<String, String> parseLeniently(byte[] body) {
        try {
            return parse(body);
        } catch (IOException notJson) {
            return Map.of();
        }
    }

    private static Map<String, String> parse(byte[] body) throws IOException {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("the answer is not a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (parser.nextToken().isScalarValue()) {
                    fields.put(name, parser.getText());
                } else {
                    parser.skipChildren();
                }
            }
        }
        return Map.copyOf(fields);
    }
}
