package io.opsbus.event;

import java.util.Objects;

/**
 * The name of an event, {@code <resource kind>:<event type>[:<state>]} (guide 4.2).
 *
 * @param text the whole name as it stands on the wire
 */
public record EventName(String text) {
    /** Keeps the text as it is; whether such a name exists is for the schemas' name table to say. */
    public EventName {
        Objects.requireNonNull(text, "text");
    }

    /** The part before the first colon, for example {@code Instance}; the whole text when there is no colon. */
    public String kind() {
        int colon = text.indexOf(':');
        return colon < 0 ? text : text.substring(0, colon);
    }

    @Override
    public String toString() {
        return text;
    }
}
