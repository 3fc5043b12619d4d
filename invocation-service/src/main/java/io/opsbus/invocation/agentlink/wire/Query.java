package io.opsbus.invocation.agentlink.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * A query as agents write it: mostly escaped, but the official agent escapes nothing in {@code value} of refused files. What is
 * no escape stands for itself, bytes as UTF-8; the first of several values counts.
 */
public final class Query {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+");
    private static final int LONGEST_NUMBER = 18;
    private static final char LAST_BYTE = 0xFF;

    /** As they were written. */
    private final Map<String, String> values = new HashMap<>();

    private Query() {}

    /** Reads any text at all, whose characters are the bytes of the request's line (ISO 8859-1), as they are read off the wire. */
    public static Query read(String text) {
        var query = new Query();
        for (String part : text.split("&", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                query.values.putIfAbsent(unescaped(part.substring(0, equals), ' '), part.substring(equals + 1));
            }
        }
        return query;
    }

    /** A value; empty text when there is none. */
    public String text(String name) {
        return unescaped(values.getOrDefault(name, ""), ' ');
    }

    /** The same of what was not escaped: a {@code +} is one. */
    public String plain(String name) {
        return unescaped(values.getOrDefault(name, ""), '+');
    }

    public Optional<String> present(String name) {
        return Optional.of(text(name)).filter(value -> !value.isEmpty());
    }

    /** A whole number of up to 18 digits. */
    public OptionalLong number(String name) {
        String text = text(name);
        return text.length() <= LONGEST_NUMBER && NUMBER.matcher(text).matches()
                ? OptionalLong.of(Long.parseLong(text))
                : OptionalLong.empty();
    }

    private static String unescaped(String text, char plus) {
        var out = new ByteArrayOutputStream(text.length());
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            int high = at + 2 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
            int low = at + 2 < text.length() ? Character.digit(text.charAt(at + 2), 16) : -1;
            if (c == '%' && high >= 0 && low >= 0) {
                out.write(high << 4 | low);
                at += 2;
            } else {
                // what is no byte was never on the wire
                out.write(c == '+' ? plus : c > LAST_BYTE ? '?' : c);
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
