package io.opsbus.instance.provider;

import java.time.Instant;

/** What came of a capture. */
public sealed interface Capture {
    /**
     * The bytes.
     *
     * @param at when they were last changed
     */
    @SuppressWarnings("ArrayRecordComponent") // passed through once, never compared
    record Taken(byte[] bytes, Instant at) implements Capture {}

    /** There is nothing to see: the machine is off or gone. */
    record Nothing(String why) implements Capture {}

    /** This provider cannot see it. */
    record Unsupported(Capability missing) implements Capture {}
}
