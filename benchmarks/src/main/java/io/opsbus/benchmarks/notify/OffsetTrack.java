package io.opsbus.benchmarks.notify;

import java.util.BitSet;

/** Which records of one partition are done, when they end in any order. */
final class OffsetTrack {
    private static final int FOLD = 4096;

    private final BitSet done = new BitSet();
    private long base;

    /** @param first the first record that is not done */
    OffsetTrack(long first) {
        base = first;
    }

    synchronized void end(long offset) {
        done.set((int) (offset - base));
        int run = done.nextClearBit(0);
        if (run >= FOLD) {
            BitSet rest = done.get(run, Math.max(run, done.length()));
            done.clear();
            done.or(rest);
            base += run;
        }
    }

    /** The first record that is not done: what may be committed. */
    synchronized long committable() {
        return base + done.nextClearBit(0);
    }
}
