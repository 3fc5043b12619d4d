package io.opsbus.notifier.delivery;

import java.util.Arrays;

/** What is posted: the guide's JSON in UTF-8, never changed after it was rendered, so it is shared and not copied. */
public final class Body {
    private final byte[] bytes;

    private Body(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes the array over; the caller does not write to it any more. */
    public static Body of(byte[] bytes) {
        return new Body(bytes);
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
