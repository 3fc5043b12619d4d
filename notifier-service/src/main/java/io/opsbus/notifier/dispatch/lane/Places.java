package io.opsbus.notifier.dispatch.lane;

import io.opsbus.notifier.AccountId;
import java.util.HashMap;
import java.util.Map;

/**
 * Places for attempts under way, shared out among accounts: one gets another place only while more are free than it has. So an account alone
 * has half of them at most; n accounts that take whatever they can come to 1/(n + 1) each as their attempts end, and leave as much to whoever
 * comes.
 */
final class Places {
    private final Map<AccountId, Integer> taken = new HashMap<>();
    private int free;

    Places(int all) {
        this.free = all;
    }

    /** What one account may have of them. */
    Share of(AccountId account) {
        return new Share(account);
    }

    private synchronized boolean take(AccountId account) {
        var own = taken.getOrDefault(account, 0);
        if (own >= free) {
            return false;
        }
        taken.put(account, own + 1);
        free--;
        return true;
    }

    private synchronized void giveBack(AccountId account) {
        taken.computeIfPresent(account, (_, own) -> own > 1 ? own - 1 : null);
        free++;
    }

    private synchronized int free(AccountId account) {
        // each one taken is one more of its own and one less that is free
        return Math.max(0, (free - taken.getOrDefault(account, 0) + 1) / 2);
    }

    /** One account's. Safe for any thread. */
    final class Share {
        private final AccountId account;

        private Share(AccountId account) {
            this.account = account;
        }

        /** Takes one if it may. */
        boolean take() {
            return Places.this.take(account);
        }

        void giveBack() {
            Places.this.giveBack(account);
        }

        /** How many it could take now. */
        int free() {
            return Places.this.free(account);
        }
    }
}
