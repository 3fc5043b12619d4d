package io.opsbus.notifier.history;

import io.opsbus.notifier.Event;
import io.opsbus.notifier.condition.EventText;
import java.util.UUID;

/**
 * An event as it is kept.
 *
 * @param key the same for the same event read twice
 * @param isCustom the customer's own, put through the API
 * @param json the guide's form
 */
public record PastEvent(UUID key, boolean isCustom, Event event, String region, String json) {
    /** An event whose text is its JSON. */
    public static PastEvent of(UUID key, boolean isCustom, Event event, String region, String json) {
        var readable = new Event(
                event.account(),
                event.id(),
                event.name(),
                event.level(),
                event.product(),
                event.resourceArn(),
                event.eventTime(),
                event.status(),
                new EventText(() -> json));
        return new PastEvent(key, isCustom, readable, region, json);
    }
}
