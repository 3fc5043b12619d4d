package io.opsbus.invocation.task;

import java.util.Arrays;

/**
 * What a run wrote: its beginning and its end, as bytes; what did not fit is cut out of the middle and counted (agent facts
 * 10). Unmodifiable. Its text shows nowhere by itself: it may hold secrets.
 */
public final class Output {
    /** Most bytes kept where an operator says nothing: 24 KB, as the API has today. */
    public static final int USUAL_QUOTA = 24 * 1024;

    public static final Output NONE = new Output(new byte[0], 0);

    private final byte[] bytes;
    private final long dropped;

    private Output(byte[] bytes, long dropped) {
        this.bytes = bytes;
        this.dropped = dropped;
    }

    /** As it was stored. */
    public static Output of(byte[] bytes, long dropped) {
        return new Output(bytes.clone(), dropped);
    }

    /**
     * With a further part, told while it runs.
     *
     * @param quota most bytes that are kept
     */
    public Output and(byte[] part, int quota) {
        return end(part, 0, quota);
    }

    /**
     * With the last part.
     *
     * @param cut bytes the agent cut out in front of it
     * @param quota most bytes that are kept
     */
    public Output end(byte[] rest, long cut, int quota) {
        byte[] whole = Arrays.copyOf(bytes, bytes.length + rest.length);
        System.arraycopy(rest, 0, whole, bytes.length, rest.length);
        long gone = dropped + Math.max(0, cut);
        int over = whole.length - quota;
        if (over <= 0) {
            return new Output(whole, gone);
        }
        int half = quota / 2;
        byte[] kept = Arrays.copyOf(whole, quota);
        System.arraycopy(whole, half + over, kept, half, quota - half);
        return new Output(kept, gone + over);
    }

    /** How much was written in all, what was cut out included. */
    public long length() {
        return bytes.length + dropped;
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** Bytes that were cut out of the middle. */
    public long dropped() {
        return dropped;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Output that && dropped == that.dropped && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Output[" + bytes.length + " bytes, " + dropped + " dropped]";
    }
}
