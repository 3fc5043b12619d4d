package io.opsbus.event.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.event.Violation;
import io.opsbus.event.rpc.Request.Body;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What an operator filled in, and what is wrong with it so far.
 *
 * @param fields the first value by name; unknown ones are of no account
 * @param wrong grows as fields are read
 */
record Form(Map<String, String> fields, List<Violation> wrong) {
    private static final int MOST_FIELDS = 128;

    /** A body of type {@code application/x-www-form-urlencoded}; one that was too large holds nothing. */
    static Form of(Body body, List<Violation> wrong) {
        var fields = new LinkedHashMap<String, String>();
        if (body instanceof Body.Whole(byte[] bytes)) {
            for (String pair : new String(bytes, UTF_8).split("&", MOST_FIELDS)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    fields.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
                }
            }
        }
        return new Form(fields, wrong);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** What a field says; empty where it is missing or blank. */
    Optional<String> text(String field) {
        return Optional.ofNullable(fields.get(field)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** A moment in UTC. */
    Optional<Instant> time(String field) {
        return parsed(field, Instant::parse, "InvalidTime", "must be like 2026-12-01T02:00:00Z");
    }

    /** A duration as ISO 8601 writes it. */
    Optional<Duration> duration(String field) {
        return parsed(field, Duration::parse, "InvalidDuration", "must be like PT30M");
    }

    private <T> Optional<T> parsed(String field, Function<String, T> parse, String code, String rule) {
        try {
            return text(field).map(parse);
        } catch (DateTimeParseException e) {
            wrong.add(new Violation(field, code, rule));
            return Optional.empty();
        }
    }
}
