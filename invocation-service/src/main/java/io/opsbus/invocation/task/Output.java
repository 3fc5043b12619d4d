package io.opsbus.invocation.task;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a run wrote: its beginning and its end, as bytes; what did not fit is cut out of the middle and counted (agent facts
 * 10). Unmodifiable. Its text shows nowhere by itself: it may hold secrets.
 */
public final class Output {
    /** Most bytes kept where an operator says nothing: 24 KB, as the API has today. */
    public static final int USUAL_QUOTA = 24 * 1024;

    public static final Output NONE = new Output(new byte[0], 0);

    /** Null where only its length was read. */
    private final byte @Nullable [] bytes;

    private final int size;
    private final long dropped;

    private Output(byte @Nullable [] bytes, int size, long dropped) {
        this.bytes = bytes;
        this.size = size;
        this.dropped = dropped;
    }

    private Output(byte[] bytes, long dropped) {
        this(bytes, bytes.length, dropped);
    }

    /** As it was stored. */
    public static Output of(byte[] bytes, long dropped) {
        return new Output(bytes.clone(), dropped);
    }

    /**
     * As it was stored, without its bytes: for who does not tell them. It can neither be added to nor stored.
     *
     * @param size how many bytes are kept
     */
    public static Output unread(int size, long dropped) {
        return size == 0 ? new Output(new byte[0], dropped) : new Output(null, size, dropped);
    }

    /** Whether its bytes are here. */
    public boolean isRead() {
        return bytes != null;
    }

    private byte[] kept() {
        if (bytes == null) {
            throw new IllegalStateException("output that was not read is asked for");
        }
        return bytes;
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
        byte[] begin = kept();
        byte[] whole = Arrays.copyOf(begin, begin.length + rest.length);
        System.arraycopy(rest, 0, whole, begin.length, rest.length);
        long gone = dropped + Math.max(0, cut);
        int over = whole.length - quota;
        if (over <= 0) {
            return new Output(whole, gone);
        }
        int half = quota / 2;
        byte[] both = Arrays.copyOf(whole, quota);
        System.arraycopy(whole, half + over, both, half, quota - half);
        return new Output(both, gone + over);
    }

    /** How much was written in all, what was cut out included. */
    public long length() {
        return size + dropped;
    }

    /** How many bytes are kept. */
    public int size() {
        return size;
    }

    /**
     * What is kept.
     *
     * @throws IllegalStateException if it was not read
     */
    public byte[] bytes() {
        return kept().clone();
    }

    /** Bytes that were cut out of the middle. */
    public long dropped() {
        return dropped;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Output that
                && dropped == that.dropped
                && size == that.size
                && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Output[" + size + " bytes, " + dropped + " dropped]";
    }
}
