package io.opsbus.notifier.rule;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.TargetId;
import java.util.List;
import java.util.Optional;

/** Whose targets there are, as this process knows them. */
public interface AccountTargets {
    /** Every subscription of an account: what its rules come to, and those made without a rule. */
    List<Subscription> of(AccountId account);

    /** The subscription that owns a target; empty when none is known. The store is not asked: whoever likes may ask for whatever he likes. */
    Optional<Subscription> known(TargetId target);

    /** The name of the event rule a subscription stems from; empty for one an operator made. */
    Optional<String> ruleOf(SubscriptionId subscription);

    /** The version a subscription, or its rule, has now; empty when there is none. */
    Optional<Long> version(SubscriptionId subscription);

    /** Takes in what was committed before this call. */
    void refresh();
}
