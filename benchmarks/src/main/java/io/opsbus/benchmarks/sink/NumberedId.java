package io.opsbus.benchmarks.sink;

import java.nio.charset.StandardCharsets;

/**
 * Event ids that carry a running number: a UUID whose last twelve hexadecimal digits are the number. So the receiver can
 * tell every single event, lost or doubled, by one look into the body.
 */
public final class NumberedId {
    /** The resources that numbered events are of, in turn. */
    public static final int RESOURCES = 1024;

    private static final String PREFIX = "4f505342-0000-4000-8000-";
    private static final int DIGITS = 12;
    private static final byte[] FIELD = "\"id\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private NumberedId() {}

    /** The id of event {@code number}. */
    public static String of(long number) {
        var id = new StringBuilder(PREFIX);
        for (int shift = 4 * (DIGITS - 1); shift >= 0; shift -= 4) {
            id.append((char) HEX[(int) (number >>> shift) & 15]);
        }
        return id.toString();
    }

    /** A copy of {@code body}, whose id was made by {@link #of}, with another number in its id. */
    static byte[] renumber(byte[] body, int idEnd, long number) {
        byte[] copy = body.clone();
        for (int i = 0; i < DIGITS; i++) {
            copy[idEnd - 1 - i] = HEX[(int) (number >>> (4 * i)) & 15];
        }
        return copy;
    }

    /** The number in the first {@code "id":"…"} of the JSON in {@code bytes[from, to)}; negative when there is none of ours. */
    public static long in(byte[] bytes, int from, int to) {
        int end = idEnd(bytes, from, to);
        if (end < 0) {
            return -1;
        }
        long number = 0;
        for (int i = end - DIGITS; i < end; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                return -1;
            }
            number = number << 4 | digit;
        }
        return number;
    }

    /** Where the id of our form ends (exclusive), or -1. */
    static int idEnd(byte[] bytes, int from, int to) {
        int whole = FIELD.length + PREFIX.length() + DIGITS;
        for (int i = from; i + whole <= to; i++) {
            if (bytes[i] == '"' && startsAt(bytes, i, FIELD)) {
                int end = i + whole;
                return bytes[i + FIELD.length] == PREFIX.charAt(0) && end < to && bytes[end] == '"' ? end : -1;
            }
        }
        return -1;
    }

    private static boolean startsAt(byte[] bytes, int at, byte[] text) {
        for (int i = 0; i < text.length; i++) {
            if (bytes[at + i] != text[i]) {
                return false;
            }
        }
        return true;
    }
}
