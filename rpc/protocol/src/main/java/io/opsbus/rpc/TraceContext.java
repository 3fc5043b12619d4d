package io.opsbus.rpc;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a request stands in a trace (W3C Trace Context, header {@code traceparent}).
 *
 * @param traceId 32 lower-case hex digits, not all zero
 * @param spanId 16 lower-case hex digits, not all zero
 * @param flags 2 lower-case hex digits; 01 means sampled
 */
public record TraceContext(String traceId, String spanId, String flags) {
    /** Name of the header. */
    public static final String HEADER = "traceparent";

    private static final Pattern SHAPE =
            Pattern.compile("(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
    private static final int LONGEST = 256;

    /** Reads a header; empty when it is not one, and then a new trace begins. Newer versions may add fields. */
    public static Optional<TraceContext> parse(String header) {
        Matcher parts = SHAPE.matcher(header.length() > LONGEST ? "" : header);
        boolean isValid = parts.matches() && (!"00".equals(parts.group(1)) || parts.group(5) == null);
        return isValid
                ? Optional.of(new TraceContext(parts.group(2), parts.group(3), parts.group(4)))
                : Optional.empty();
    }

    /** A new, sampled trace. */
    public static TraceContext begin(RandomGenerator random) {
        return new TraceContext(hex(random, 2), hex(random, 1), "01");
    }

    /** The same trace, one span further. */
    public TraceContext child(RandomGenerator random) {
        return new TraceContext(traceId, hex(random, 1), flags);
    }

    /** The value to send on. */
    public String header() {
        return "00-" + traceId + "-" + spanId + "-" + flags;
    }

    private static String hex(RandomGenerator random, int longs) {
        StringBuilder digits = new StringBuilder(16 * longs);
        for (int i = 0; i < longs; i++) {
            // not zero: an all-zero id is invalid
            digits.append(HexFormat.of().toHexDigits(random.nextLong(1, Long.MAX_VALUE)));
        }
        return digits.toString();
    }
}
