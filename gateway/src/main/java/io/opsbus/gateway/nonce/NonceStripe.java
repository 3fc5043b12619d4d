package io.opsbus.gateway.nonce;

import java.util.Arrays;

/**
 * A hash table of marks with their expiry, 20 bytes a slot and no object: open addressing, linear probing, at most three
 * quarters full. It grows with what lives in it and drops what has expired whenever it is rebuilt.
 */
final class NonceStripe {
    /** Expiry of an empty slot; no real one, since minutes are counted from 1970. */
    private static final int EMPTY = 0;

    private static final int FEWEST_SLOTS = 64;

    private final int most;
    private long[] marks = new long[2 * FEWEST_SLOTS];
    private int[] expiries = new int[FEWEST_SLOTS];
    private int filled;
    private int fullInMinute = -1;

    /** @param most live marks */
    NonceStripe(int most) {
        this.most = most;
    }

    synchronized boolean holds(NonceMark mark, int nowMinute) {
        int slot = slot(marks, expiries, mark.high(), mark.low());
        return expiries[slot] >= nowMinute;
    }

    /** Keeps a mark until the end of {@code expiryMinute}. */
    synchronized NonceMemory.Kept keep(NonceMark mark, int expiryMinute, int nowMinute) {
        int slot = slot(marks, expiries, mark.high(), mark.low());
        if (expiries[slot] >= nowMinute) {
            return NonceMemory.Kept.USED;
        }
        if (expiries[slot] != EMPTY) {
            expiries[slot] = expiryMinute;
            return NonceMemory.Kept.FRESH;
        }
        if (filled >= limit()) {
            if (!makeRoom(nowMinute)) {
                return NonceMemory.Kept.FULL;
            }
            slot = slot(marks, expiries, mark.high(), mark.low());
        }
        marks[2 * slot] = mark.high();
        marks[2 * slot + 1] = mark.low();
        expiries[slot] = expiryMinute;
        filled++;
        return NonceMemory.Kept.FRESH;
    }

    private int limit() {
        return Math.min(most, expiries.length / 4 * 3);
    }

    /** Drops what has expired and grows when too little has; false when the table is full of what lives. */
    private boolean makeRoom(int nowMinute) {
        // expiries are whole minutes: before the next one a second look finds nothing more
        if (fullInMinute == nowMinute) {
            return false;
        }
        int alive = 0;
        for (int expiry : expiries) {
            alive += expiry >= nowMinute ? 1 : 0;
        }
        if (alive >= most) {
            fullInMinute = nowMinute;
            return false;
        }
        rebuild(alive, nowMinute);
        return true;
    }

    private void rebuild(int alive, int nowMinute) {
        int slots = expiries.length;
        while (slots / 2 < alive) {
            slots *= 2;
        }
        long[] oldMarks = marks;
        int[] oldExpiries = expiries;
        marks = new long[2 * slots];
        expiries = new int[slots];
        Arrays.fill(expiries, EMPTY);
        filled = 0;
        for (int old = 0; old < oldExpiries.length; old++) {
            if (oldExpiries[old] >= nowMinute) {
                int slot = slot(marks, expiries, oldMarks[2 * old], oldMarks[2 * old + 1]);
                marks[2 * slot] = oldMarks[2 * old];
                marks[2 * slot + 1] = oldMarks[2 * old + 1];
                expiries[slot] = oldExpiries[old];
                filled++;
            }
        }
    }

    /** Where the mark is, or the empty slot where it would go. */
    private static int slot(long[] marks, int[] expiries, long high, long low) {
        int mask = expiries.length - 1;
        // marks are hashes already
        int slot = (int) low & mask;
        while (expiries[slot] != EMPTY && (marks[2 * slot] != high || marks[2 * slot + 1] != low)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }
}
