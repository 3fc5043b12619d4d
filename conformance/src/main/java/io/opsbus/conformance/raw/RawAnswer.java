package io.opsbus.conformance.raw;

import io.opsbus.conformance.Body;
import io.opsbus.conformance.Wire;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer to the last byte.
 *
 * @param status HTTP status, 100 for a {@code 100 Continue} that was waited for
 * @param headers by name in lower case
 */
@SuppressWarnings("ArrayRecordComponent") // bytes go out and come in; nobody compares them
public record RawAnswer(int status, Map<String, String> headers, byte[] body) {
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The header's value, or null. */
    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /** The body as JSON. */
    public Body json() {
        return Body.parse(text());
    }

    /** The {@code Code} of an error; empty when there is none or the answer is not JSON. */
    public String code() {
        if (!wire().isJson()) {
            return "";
        }
        String code = json().find("Code");
        return code == null ? "" : code;
    }

    public Wire wire() {
        return new Wire(status, headers.getOrDefault("content-type", ""), text());
    }

    @Override
    public String toString() {
        return status + " " + headers + " " + text();
    }
}
