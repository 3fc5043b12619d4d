package io.opsbus.event.rpc;

import java.util.HashMap;
import java.util.Map;

/**
 * What a client is told; the body is always JSON.
 *
 * @param status HTTP status
 * @param headers further headers
 * @param body UTF-8 JSON
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes pass through once and are never compared
public record Answer(int status, Map<String, String> headers, byte[] body) {
    /** An answer without further headers. */
    static Answer of(int status, byte[] body) {
        return new Answer(status, Map.of(), body);
    }

    /** The same answer with one header more. */
    Answer with(String name, String value) {
        var more = new HashMap<>(headers);
        more.put(name, value);
        return new Answer(status, Map.copyOf(more), body);
    }
}
