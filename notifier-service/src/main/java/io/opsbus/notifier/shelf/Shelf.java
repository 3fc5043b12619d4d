package io.opsbus.notifier.shelf;

import io.opsbus.notifier.AccountId;
import java.util.List;
import java.util.Optional;

/** The things of one kind, read by their account: nobody sees another's. Written by the ledger only. */
public interface Shelf<T extends Kept> {
    /** One of an account. */
    Optional<T> find(Key key);

    /**
     * What to list.
     *
     * @param prefix the names' beginning; empty for all
     * @param labels all of them must be there
     */
    record Query(AccountId account, String prefix, List<String> labels) {
        /** Everything of an account. */
        public static Query all(AccountId account) {
            return new Query(account, "", List.of());
        }
    }

    /** A part of what was asked for, by name, and how many there are in all. */
    record Page<T>(List<T> entries, long total) {}

    /** At most {@code limit} of what is asked for, after the first {@code offset}. */
    Page<T> list(Query query, long offset, int limit);

    /**
     * What became of things after a revision.
     *
     * @param revision the last one included; ask with it next time
     */
    record News<T>(long revision, List<T> changed, List<Key> deleted) {}

    /** Everything newer than {@code revision}, deleted ones included; 0 asks for all. */
    News<T> since(long revision);
}
