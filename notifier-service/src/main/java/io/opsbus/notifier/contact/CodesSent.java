package io.opsbus.notifier.contact;

import io.opsbus.notifier.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/** How many codes were sent, and where to, durable: whoever has an account must not write to strangers by it. */
public interface CodesSent {
    /** Between two codes to one address, whoever asks for them. */
    Duration APART = Duration.ofMinutes(1);

    /** To one address in {@link #DAY}, whoever asks for them. */
    int TO_ONE = 5;

    /** Of one account in {@link #DAY}. */
    int OF_ACCOUNT = 50;

    /** So long codes are counted. */
    Duration DAY = Duration.ofDays(1);

    /**
     * Counts a code to each address, or none.
     *
     * @param marks stand for the addresses
     * @return whether they may be sent
     */
    boolean take(AccountId account, Collection<String> marks, Instant now);
}
