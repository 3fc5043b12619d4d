package io.opsbus.notifier;

import java.util.List;
import java.util.Optional;

/** The subscriptions there are, read by their account: nobody sees another's. */
public interface Subscriptions {
    /** All of an account, by id. */
    List<Subscription> of(AccountId account);

    /** How many an account has. */
    long count(AccountId account);

    /** One of an account. */
    Optional<Subscription> find(AccountId account, SubscriptionId id);

    /**
     * What became of subscriptions after a revision.
     *
     * @param revision the last one included; ask with it next time
     */
    record News(long revision, List<Subscription> changed, List<SubscriptionId> deleted) {}

    /** Everything newer than {@code revision}, deleted ones included; 0 asks for all. */
    News since(long revision);
}
