package io.opsbus.notifier.keeping;

import io.opsbus.notifier.AccountId;
import java.time.Instant;
import java.util.Map;

/** What is kept of the past for a time, of all accounts. Safe to be trimmed from several processes at once. */
public interface Archive {
    /**
     * Forgets what was kept before a moment, at most {@code batch} of it; returns how many. What has the same return value as {@code batch} may have
     * left some.
     */
    int forgetBefore(Instant before, int batch);

    /** How many each account has that has any. */
    Map<AccountId, Long> sizes();

    /**
     * Forgets what an account has beyond the {@code most} it can least do without, in statements of at most {@code batch}; returns how many. What
     * comes meanwhile counts.
     */
    long forgetBeyond(AccountId account, long most, int batch);
}
