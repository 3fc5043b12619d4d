package io.opsbus.notifier.rpc.cms.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.notifier.Event;
import io.opsbus.notifier.condition.EventText;
import io.opsbus.rpc.json.JsonReader;
import io.opsbus.rpc.reply.Json;
import io.opsbus.rpc.reply.Tree;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/**
 * An event the API makes, in the guide's form (4.1).
 *
 * @param text what is delivered
 */
record MadeEvent(Event event, String text) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSSZ", Locale.ROOT).withZone(ZoneOffset.ofHours(8));

    /** What is delivered, as it goes over the wire. */
    byte[] json() {
        return text.getBytes(UTF_8);
    }

    /** A time as an event has it, or in milliseconds since 1970. */
    static Optional<Instant> time(String text) {
        if (!text.isEmpty() && text.length() <= 15 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.of(Instant.ofEpochMilli(Long.parseLong(text)));
        }
        try {
            return Optional.of(TIME.parse(text, Instant::from));
        } catch (DateTimeParseException notATime) {
            return Optional.empty();
        }
    }

    /** The name the event's sender gives its instance; empty when it gives none. */
    static String instanceName(String json) {
        return JsonReader.read(json)
                .flatMap(tree -> tree instanceof Tree.Fields fields
                                && fields.values().get("instanceName") instanceof Tree.Text(var name)
                        ? Optional.of(name)
                        : Optional.empty())
                .orElse("");
    }

    /** The same event, which rules find under another product. */
    MadeEvent as(String product) {
        return new MadeEvent(event.as(product), text);
    }

    /**
     * Renders an event.
     *
     * @param content a JSON object or, when it is none, a text
     */
    static MadeEvent of(Event bare, String region, String content) {
        Tree inner =
                JsonReader.read(content).filter(Tree.Fields.class::isInstance).orElseGet(() -> new Tree.Text(content));
        var fields = Tree.build()
                .put("ver", "1.0")
                .put("id", bare.id())
                .put("product", bare.product())
                .put("resourceId", bare.resourceArn())
                .put("level", bare.level().name())
                .put("name", bare.name())
                .put("userId", bare.account().value())
                .put("eventTime", TIME.format(bare.eventTime()))
                .put("regionId", region)
                .put("content", inner)
                .end();
        var text = Json.write(fields);
        var event = new Event(
                bare.account(),
                bare.id(),
                bare.name(),
                bare.level(),
                bare.product(),
                bare.resourceArn(),
                bare.eventTime(),
                bare.status(),
                new EventText(() -> text));
        return new MadeEvent(event, text);
    }
}
