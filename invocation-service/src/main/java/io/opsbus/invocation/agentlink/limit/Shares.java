package io.opsbus.invocation.agentlink.limit;

import java.util.HashMap;
import java.util.Map;

/**
 * Bytes that many may hold together, and each of them no more than its share.
 *
 * @param <O> who holds them; only who holds some is remembered
 */
final class Shares<O> {
    private final long together;
    private final long each;
    private final Map<O, Long> held = new HashMap<>();
    private long all;

    Shares(long together, long each) {
        this.together = together;
        this.each = each;
    }

    /** Takes them, or nothing. */
    synchronized boolean take(O owner, int count) {
        long own = held.getOrDefault(owner, 0L) + count;
        if (own > each || all + count > together) {
            return false;
        }
        if (count > 0) {
            held.put(owner, own);
            all += count;
        }
        return true;
    }

    synchronized void giveBack(O owner, int count) {
        if (count > 0) {
            held.computeIfPresent(owner, (_, own) -> own == count ? null : own - count);
            all -= count;
        }
    }

    synchronized long taken() {
        return all;
    }
}
