package io.opsbus.event.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.event.ResourceId;
import io.opsbus.event.Violation;
import io.opsbus.event.kind.EventType;
import io.opsbus.event.rpc.Request.Body;
import java.net.URLDecoder;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A maintenance as an operator orders it.
 *
 * @param request unique for ever; the same request again orders the same events
 * @param instances which ones, at least one
 * @param notBefore when the first is executed; null to ask the user for consent instead
 * @param rate how many may be executed in an hour, 1 to 3,600
 */
record MaintenanceOrder(
        String request,
        EventType type,
        Set<ResourceId> instances,
        @Nullable Instant notBefore,
        int rate,
        String reason) {
    private static final String USUAL_REASON = "System maintenance is scheduled.";
    private static final String USUAL_RATE = "3600";
    private static final int MOST_FIELDS = 64;

    /** What reading a form came to. */
    sealed interface Reading {
        record Understood(MaintenanceOrder order) implements Reading {}

        record Wrong(List<Violation> why) implements Reading {}
    }

    /** Reads a form: {@code instance} (several separated by commas), {@code type}, {@code not-before}, … */
    static Reading read(Body body, String freshRequest) {
        Map<String, String> form = body instanceof Body.Whole(byte[] bytes) ? fields(bytes) : Map.of();
        List<Violation> wrong = new ArrayList<>();
        Optional<EventType> type =
                EventType.parse(form.getOrDefault("type", "")).filter(one -> !one.isOfDisk());
        if (type.isEmpty()) {
            wrong.add(new Violation("type", "InvalidType", "must be a type of system event of instances"));
        }
        Set<ResourceId> instances = new LinkedHashSet<>();
        for (String id : form.getOrDefault("instance", "").split(",", -1)) {
            if (!id.isBlank()) {
                instances.add(new ResourceId(id.strip()));
            }
        }
        if (instances.isEmpty()) {
            wrong.add(new Violation("instance", "Missing", "name at least one instance"));
        }
        String rate = form.getOrDefault("rate", USUAL_RATE);
        if (!rate.matches("[1-9][0-9]{0,3}") || Integer.parseInt(rate) > Integer.parseInt(USUAL_RATE)) {
            wrong.add(new Violation("rate", "OutOfRange", "must be 1 to " + USUAL_RATE + " an hour"));
        }
        Optional<Instant> notBefore = time(form.get("not-before"), wrong);
        return wrong.isEmpty()
                ? new Reading.Understood(new MaintenanceOrder(
                        form.getOrDefault("request", freshRequest),
                        type.orElseThrow(),
                        instances,
                        notBefore.orElse(null),
                        Integer.parseInt(rate),
                        form.getOrDefault("reason", USUAL_REASON)))
                : new Reading.Wrong(wrong);
    }

    private static Optional<Instant> time(@Nullable String text, List<Violation> wrong) {
        try {
            return text == null || text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            wrong.add(new Violation("not-before", "InvalidTime", "must be like 2026-12-01T02:00:00Z"));
            return Optional.empty();
        }
    }

    private static Map<String, String> fields(byte[] form) {
        var fields = new HashMap<String, String>();
        for (String pair : new String(form, UTF_8).split("&", MOST_FIELDS)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
