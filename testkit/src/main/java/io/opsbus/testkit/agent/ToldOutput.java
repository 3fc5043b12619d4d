package io.opsbus.testkit.agent;

import java.util.Arrays;

/**
 * What one run tells of its output (agent facts 10): from time to time a part of what is there, up to a bound, and the rest with its
 * end, cut behind what was told when it is too much. A part that was lost on its way counts as told.
 */
final class ToldOutput {
    private static final int MOST_AT_ONCE = 2048;
    /** Once more than so many bytes were told, nothing is until the end. */
    private static final int MOST_ON_THE_WAY = 6000;

    private static final int LEAST_QUOTA = 12_000;

    private final byte[] all;
    private final int quota;
    private int told;

    ToldOutput(byte[] all, int quota) {
        this.all = all;
        this.quota = Math.max(LEAST_QUOTA, quota);
    }

    /** The next part; empty when there is none, which is not told ({@code skipEmpty}). */
    byte[] part() {
        if (told > MOST_ON_THE_WAY) {
            return new byte[0];
        }
        int from = told;
        told = Math.min(all.length, told + MOST_AT_ONCE);
        return Arrays.copyOfRange(all, from, told);
    }

    byte[] rest() {
        return Arrays.copyOfRange(all, restFrom(), all.length);
    }

    /** Bytes cut out between what was told and the rest. */
    int dropped() {
        return restFrom() - told;
    }

    private int restFrom() {
        return Math.max(told, all.length - (quota - told));
    }
}
