package io.opsbus.gateway.nonce;

/** How many marks of one account live, by the minute they expire in. */
final class AccountShare {
    /** More than the minutes between now and the latest expiry: 15 ahead, 15 behind, the margin. */
    private static final int MINUTES = 64;

    private final int[] counts = new int[MINUTES];
    private final int[] minutes = new int[MINUTES];

    /** Counts one more mark, unless {@code most} live already. */
    synchronized boolean take(int expiryMinute, int nowMinute, int most) {
        int alive = 0;
        for (int at = 0; at < MINUTES; at++) {
            alive += minutes[at] >= nowMinute ? counts[at] : 0;
        }
        if (alive >= most) {
            return false;
        }
        int at = expiryMinute % MINUTES;
        if (minutes[at] != expiryMinute) {
            minutes[at] = expiryMinute;
            counts[at] = 0;
        }
        counts[at]++;
        return true;
    }
}
