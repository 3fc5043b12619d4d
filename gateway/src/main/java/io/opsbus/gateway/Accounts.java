package io.opsbus.gateway;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what the ledger saved about accounts and keys. Every method throws {@link Away} while the store does not answer.
 */
public interface Accounts {
    /** All accounts with their keys, by id; for the operator. */
    List<Account> all();

    /** The account a key belongs to, whatever the key's state. */
    Optional<AccountId> ownerOf(AccessKeyId key);

    /** When each key last signed a call, for the keys that ever did; written lazily, about a minute late. */
    Map<AccessKeyId, Instant> lastUses();

    /**
     * What changed since a revision; 0 gives everything. Several processes may ask; none misses a change.
     */
    News since(long revision);

    /** Remembers uses; a time earlier than the stored one changes nothing, a key that is gone is passed over. */
    void used(Map<AccessKeyId, Instant> uses);

    /**
     * An answer of {@link #since}.
     *
     * @param revision to ask from next time
     * @param keys as they are now: made, changed
     * @param deleted ids of keys that are gone
     */
    record News(long revision, Collection<AccessKey> keys, Set<AccessKeyId> deleted) {}

    /** The store does not answer. */
    final class Away extends RuntimeException {
        private static final long serialVersionUID = 1;

        public Away(Throwable cause) {
            super("the store of accounts does not answer", cause);
        }
    }
}
