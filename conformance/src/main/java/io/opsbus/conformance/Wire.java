package io.opsbus.conformance;

/**
 * An answer as it came over the wire.
 *
 * @param status HTTP status
 * @param contentType empty when there was none
 */
public record Wire(int status, String contentType, String body) {
    public boolean isJson() {
        return contentType.contains("json");
    }
}
