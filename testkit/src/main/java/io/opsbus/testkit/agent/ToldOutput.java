package io.opsbus.testkit.agent;

import java.util.Arrays;

/**
 * What one run tells of its output (agent facts 10): from time to time a part of its beginning, and with its end the rest, of too much
 * only the end of it. A part that was lost on its way counts as told; the newest agents tell it again with the next
 * ({@code agent/taskengine/basetask.go} of the public source).
 */
final class ToldOutput {
    private static final int MOST_AT_ONCE = 2048;
    /** Once more than so many bytes were told, nothing is until the end; newer agents keep exactly so many of the beginning. */
    private static final int BEGINNING = 6000;

    private static final int LEAST_QUOTA = 12_000;

    private final byte[] all;
    private final int quota;
    private final boolean isNewer;
    private final boolean isToldAgain;
    private int told;

    private ToldOutput(byte[] all, int quota, boolean isNewer, boolean isToldAgain) {
        this.isToldAgain = isToldAgain;
        this.all = all;
        this.quota = Math.max(LEAST_QUOTA, quota);
        this.isNewer = isNewer;
    }

    /** As the agent that was seen tells it. */
    static ToldOutput ofSeen(byte[] all, int quota) {
        return new ToldOutput(all, quota, false, false);
    }

    /**
     * As newer ones do.
     *
     * @param isToldAgain whether a part that was not taken is
     */
    static ToldOutput ofNewer(byte[] all, int quota, boolean isToldAgain) {
        return new ToldOutput(all, quota, true, isToldAgain);
    }

    /** The next part; empty when there is none, which is not told ({@code skipEmpty}). */
    byte[] part() {
        int from = told;
        if (isNewer) {
            told = Math.min(all.length, BEGINNING);
        } else if (told <= BEGINNING) {
            told = Math.min(all.length, told + MOST_AT_ONCE);
        }
        return Arrays.copyOfRange(all, from, told);
    }

    /** The last part was not taken. */
    void notTaken(byte[] part) {
        if (isToldAgain) {
            told -= part.length;
        }
    }

    byte[] rest() {
        int head = isNewer ? Math.clamp(all.length, told, BEGINNING) : told;
        byte[] rest = Arrays.copyOfRange(all, told, head + all.length - tailFrom());
        System.arraycopy(all, tailFrom(), rest, head - told, all.length - tailFrom());
        return rest;
    }

    /** Bytes cut out of the middle. */
    int dropped() {
        int head = isNewer ? Math.clamp(all.length, told, BEGINNING) : told;
        return tailFrom() - head;
    }

    private int tailFrom() {
        return isNewer
                ? Math.max(Math.min(all.length, BEGINNING), all.length - (quota - BEGINNING))
                : Math.max(told, all.length - (quota - told));
    }
}
