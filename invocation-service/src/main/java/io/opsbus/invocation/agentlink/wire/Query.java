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
 * no escape stands for itself; the first of several values counts.
 */
public final class Query {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+");
    private static final int LONGEST_NUMBER = 18;

    private final Map<String, String> values = new HashMap<>();

    private Query() {}

    /** Reads any text at all. */
    public static Query read(String text) {
        var query = new Query();
        for (String part : text.split("&", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                query.values.putIfAbsent(unescaped(part.substring(0, equals)), unescaped(part.substring(equals + 1)));
            }
        }
        return query;
    }

    /** A value; empty text when there is none. */
    public String text(String name) {
        return values.getOrDefault(name, "");
    }

    public Optional<String> present(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    /** A whole number of up to 18 digits. */
    public OptionalLong number(String name) {
        String text = text(name);
        return text.length() <= LONGEST_NUMBER && NUMBER.matcher(text).matches()
                ? OptionalLong.of(Long.parseLong(text))
                : OptionalLong.empty();
    }

    private static String unescaped(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        var out = new ByteArrayOutputStream(in.length);
        for (int at = 0; at < in.length; at++) {
            int high = at + 2 < in.length ? Character.digit(in[at + 1], 16) : -1;
            int low = at + 2 < in.length ? Character.digit(in[at + 2], 16) : -1;
            if (in[at] == '%' && high >= 0 && low >= 0) {
                out.write(high << 4 | low);
                at += 2;
            } else {
                out.write(in[at] == '+' ? ' ' : in[at]);
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
