package io.opsbus.instance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.UUID;

/**
 * Names one fact. A decision taken again after an unknown outcome gives the same.
 *
 * @param text resource id, revision and place among the facts of the change, {@code i-….7.0}: unique for ever
 */
public record FactId(String text) {
    /** The fact at this place of the change that led to this revision. */
    public static FactId of(String resourceId, long revision, int place) {
        return new FactId(resourceId + "." + revision + "." + place);
    }

    /** The id of the notice as the guide writes it, {@code 2256A988-0B26-4E2B-820A-8A…} (guide 4.1, field id). */
    public String noticeId() {
        return UUID.nameUUIDFromBytes(("notice/" + text).getBytes(UTF_8))
                .toString()
                .toUpperCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return text;
    }
}
