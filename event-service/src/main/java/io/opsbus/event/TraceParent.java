package io.opsbus.event;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The position in a distributed trace (W3C Trace Context, header {@code traceparent}).
 *
 * @param traceId 32 lower-case hex digits, not all zero
 * @param parentId 16 lower-case hex digits, not all zero
 * @param flags 2 lower-case hex digits
 */
public record TraceParent(String traceId, String parentId, String flags) {
    /** Higher versions may carry more fields after the flags; version ff is invalid. */
    private static final Pattern FORM =
            Pattern.compile("(?!ff)([0-9a-f]{2})-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

    private static final int LONGEST = 256;

    /** Reads a header value; empty when it is malformed, which the standard says means "start a new trace". */
    public static Optional<TraceParent> parse(String header) {
        if (header.length() > LONGEST || !FORM.matcher(header).matches()) {
            return Optional.empty();
        }
        boolean version0 = header.startsWith("00");
        if (version0 && header.length() != 55) {
            return Optional.empty();
        }
        return Optional.of(
                new TraceParent(header.substring(3, 35), header.substring(36, 52), header.substring(53, 55)));
    }

    /** The step below the caller's: its trace continued if the header is well-formed, else a new sampled trace. */
    public static TraceParent below(Optional<String> header, RandomBytes random) {
        return header.flatMap(TraceParent::parse)
                .map(caller -> new TraceParent(caller.traceId, random.hex(8), caller.flags))
                .orElseGet(() -> new TraceParent(random.hex(16), random.hex(8), "01"));
    }

    /** The header value, version 00. */
    @Override
    public String toString() {
        return "00-" + traceId + "-" + parentId + "-" + flags;
    }

    /** Where fresh ids come from; an argument, so that tests can know them. */
    @FunctionalInterface
    public interface RandomBytes {
        /** This many fresh random bytes. */
        byte[] take(int count);

        /** Random bytes in hex; a first byte of zero is lifted, so the id is never all zero. */
        default String hex(int count) {
            byte[] bytes = take(count);
            bytes[0] |= 1;
            return HexFormat.of().formatHex(bytes);
        }
    }
}
