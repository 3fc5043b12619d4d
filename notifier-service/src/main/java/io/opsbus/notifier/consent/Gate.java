package io.opsbus.notifier.consent;

import io.opsbus.notifier.AccountId;
import java.net.URI;
import java.util.Optional;

/** What a webhook is asked of before each attempt. */
public interface Gate {
    /** Nobody is asked for consent. */
    Gate NONE = new Gate() {
        @Override
        public Optional<String> origin() {
            return Optional.empty();
        }

        @Override
        public boolean isOpen(AccountId account, URI url) {
            return true;
        }
    };

    /** As whom receivers are asked, and then sent to; empty where nobody is asked. */
    Optional<String> origin();

    /** Whether an account's deliveries may go to an address. */
    boolean isOpen(AccountId account, URI url);
}
