package io.opsbus.agent;

import java.util.Arrays;

/**
 * What is kept of one run's output, in bounded memory however much comes (agent facts 10).
 *
 * <pre>
 *   |---- head, told while it runs ----|...... dropped ......|---- tail, told at the end ----|
 *   0                              6144 bytes                          quota bytes in all
 * </pre>
 *
 * <p>Not thread-safe; one run has one. What has written nothing takes no memory.
 */
public final class OutputBuffer {
    /** Bytes of one part told while it runs. */
    static final int PART = 2048;
    /** After these no more is told before the end. */
    static final int TOLD_WHILE_RUNNING = 6000;

    private static final int HEAD = (TOLD_WHILE_RUNNING + PART - 1) / PART * PART;

    private final int quota;
    private byte[] head = new byte[0];
    private int headFilled;
    private int headTold;
    private byte[] ring = new byte[0];
    private long behindHead;
    private long lost;

    /**
     * An empty one.
     *
     * @param quota bytes told in all, more than the head's 6144
     */
    public OutputBuffer(int quota) {
        this.quota = quota;
    }

    /** What is told at the end. */
    @SuppressWarnings("ArrayRecordComponent") // passes through once and is never compared
    public record Rest(byte[] bytes, long dropped) {}

    /** Takes what the process wrote. */
    public void write(byte[] bytes, int length) {
        if (length > 0 && head.length == 0) {
            head = new byte[HEAD];
        }
        int intoHead = Math.min(length, HEAD - headFilled);
        System.arraycopy(bytes, 0, head, headFilled, intoHead);
        headFilled += intoHead;
        if (length > intoHead && ring.length == 0) {
            ring = new byte[quota];
        }
        // of more than the ring holds only the end can stay
        int skipped = Math.max(0, length - intoHead - quota);
        behindHead += skipped;
        for (int from = intoHead + skipped; from < length; ) {
            int at = (int) (behindHead % quota);
            int piece = Math.min(length - from, quota - at);
            System.arraycopy(bytes, from, ring, at, piece);
            from += piece;
            behindHead += piece;
        }
    }

    /** The next part to tell while it runs; empty when there is nothing new, or enough was told. */
    public byte[] nextPart() {
        if (headTold >= TOLD_WHILE_RUNNING || lost > 0) {
            return new byte[0];
        }
        byte[] part = Arrays.copyOfRange(head, headTold, Math.min(headFilled, headTold + PART));
        headTold += part.length;
        return part;
    }

    /**
     * A part did not reach the server, or nobody knows. It counts as dropped, and no more parts are told: telling it again
     * could double it.
     */
    public void lost(int bytes) {
        lost += bytes;
    }

    /** All that was not told yet, or the end of it, within the quota. */
    public Rest rest() {
        int fromRing = (int) Math.min(behindHead, quota - headTold);
        return rest(Math.min(headFilled - headTold, quota - headTold - fromRing), fromRing);
    }

    /** The same; of more than the quota holds the middle is left out, and not the head. */
    public Rest headAndTail() {
        return rest(headFilled - headTold, (int) Math.min(behindHead, quota - headFilled));
    }

    private Rest rest(int fromHead, int fromRing) {
        byte[] bytes = new byte[fromHead + fromRing];
        System.arraycopy(head, headFilled - fromHead, bytes, 0, fromHead);
        for (int i = 0; i < fromRing; i++) {
            bytes[fromHead + i] = ring[(int) ((behindHead - fromRing + i) % quota)];
        }
        return new Rest(bytes, headFilled - headTold + behindHead - bytes.length + lost);
    }
}
