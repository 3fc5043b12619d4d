package io.opsbus.notifier.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.notifier.Level;
import java.util.Arrays;
import java.util.Optional;

/** What is posted: the guide's JSON in UTF-8, never changed after it was rendered, so it is shared and not copied. */
public final class Body {
    private static final byte[] LEVEL = "\"level\":\"".getBytes(UTF_8);

    private final byte[] bytes;

    private Body(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes the array over; the caller does not write to it any more. */
    public static Body of(byte[] bytes) {
        return new Body(bytes);
    }

    /**
     * The event's level; empty when the body names none. It is read without taking the JSON apart: the envelope has {@code level} before
     * anything of {@code content} (guide 4.1), and a quote inside a text is escaped, so the first key of that name is the envelope's.
     */
    public Optional<Level> level() {
        for (var at = 0; at + LEVEL.length <= bytes.length; at++) {
            if (Arrays.equals(bytes, at, at + LEVEL.length, LEVEL, 0, LEVEL.length)) {
                var end = at + LEVEL.length;
                while (end < bytes.length && bytes[end] != '"') {
                    end++;
                }
                return Level.of(new String(bytes, at + LEVEL.length, end - at - LEVEL.length, UTF_8));
            }
        }
        return Optional.empty();
    }

    /** The bytes themselves; not to be written to. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Body body && Arrays.equals(bytes, body.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Bodies stay out of logs. */
    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
