package io.opsbus.notifier.hold;

import io.opsbus.notifier.AccountId;
import java.time.Instant;

/**
 * An operator's word that nothing is sent. What is to be sent meanwhile is routed and waits, and does not age.
 *
 * @param since when it was given
 * @param why for people; empty when nothing was said
 * @param ending whether it has been taken back: nothing is sent until all that waited has been let go
 */
public record Stop(Scope scope, Instant since, String why, boolean ending) {
    /** Whose deliveries wait. */
    public sealed interface Scope {
        /** Whether an account's do. */
        boolean covers(AccountId account);

        /** Everybody's. */
        record Everything() implements Scope {
            @Override
            public boolean covers(AccountId account) {
                return true;
            }
        }

        /** One account's. */
        record OfAccount(AccountId account) implements Scope {
            @Override
            public boolean covers(AccountId other) {
                return account.equals(other);
            }
        }
    }
}
