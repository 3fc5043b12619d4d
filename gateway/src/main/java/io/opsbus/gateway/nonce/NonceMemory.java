package io.opsbus.gateway.nonce;

import io.opsbus.gateway.AccountId;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The nonces this process has seen. Bounded, and when it is full it says so: to forget a nonce early would let a call be
 * made twice. One account can fill half of it, so that it cannot shut out the others. Threads share it.
 */
public final class NonceMemory {
    private static final int STRIPES = 64;

    private final NonceStripe[] stripes = new NonceStripe[STRIPES];
    private final Map<AccountId, AccountShare> shares = new ConcurrentHashMap<>();
    private final int mostOfOne;

    /** What became of a nonce. */
    public enum Kept {
        /** Nobody used it before; now it is used. */
        FRESH,
        /** It was used. */
        USED,
        /** There is no room to remember it, so the call must not be made. */
        FULL
    }

    /**
     * An empty memory.
     *
     * @param most marks at a time, at least 128; each takes 27 to 80 bytes
     */
    public NonceMemory(int most) {
        if (most < 2 * STRIPES) {
            throw new IllegalArgumentException("room for at least " + 2 * STRIPES + " nonces is needed, was " + most);
        }
        for (int stripe = 0; stripe < STRIPES; stripe++) {
            stripes[stripe] = new NonceStripe(most / STRIPES);
        }
        this.mostOfOne = most / 2;
    }

    /** Whether a nonce was used; remembers nothing. */
    public boolean isUsed(NonceMark mark, Instant now) {
        return stripe(mark).holds(mark, minute(now));
    }

    /**
     * Uses a nonce.
     *
     * @param account whose call it is; only accounts that exist
     * @param expiry when it may be forgotten
     */
    public Kept use(NonceMark mark, AccountId account, Instant expiry, Instant now) {
        int nowMinute = minute(now);
        int expiryMinute = minute(expiry);
        if (stripe(mark).holds(mark, nowMinute)) {
            return Kept.USED;
        }
        AccountShare share = shares.computeIfAbsent(account, _ -> new AccountShare());
        return share.take(expiryMinute, nowMinute, mostOfOne)
                ? stripe(mark).keep(mark, expiryMinute, nowMinute)
                : Kept.FULL;
    }

    private NonceStripe stripe(NonceMark mark) {
        // the table inside goes by the low half
        return stripes[(int) (mark.high() & (STRIPES - 1))];
    }

    private static int minute(Instant time) {
        return (int) (time.getEpochSecond() / 60);
    }
}
