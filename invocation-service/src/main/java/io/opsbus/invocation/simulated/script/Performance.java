package io.opsbus.invocation.simulated.script;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;

/**
 * What a script comes to. All of it is known before it begins, for nothing outside is asked.
 *
 * @param parts what it writes, in order
 * @param lasts until it ends by itself
 * @param dropped bytes it wrote that are not kept
 */
public record Performance(List<Part> parts, Duration lasts, int exitCode, long dropped) {
    public Performance {
        parts = List.copyOf(parts);
    }

    /**
     * Something it writes.
     *
     * @param at after its start
     */
    @SuppressWarnings("ArrayRecordComponent") // passes through and is never compared
    public record Part(Duration at, byte[] bytes) {
        /** Without the output: it is not for logs. */
        @Override
        public String toString() {
            return "Part[" + at + ", " + bytes.length + " bytes]";
        }
    }

    /** How many parts are written by then. */
    public int writtenBy(Duration passed) {
        return (int) parts.stream()
                .takeWhile(part -> part.at().compareTo(passed) <= 0)
                .count();
    }

    /** The bytes of some parts. */
    public byte[] bytes(int from, int to) {
        var all = new ByteArrayOutputStream();
        parts.subList(from, to).forEach(part -> all.writeBytes(part.bytes()));
        return all.toByteArray();
    }
}
