package io.opsbus.notifier;

import io.opsbus.notifier.match.AccountIndex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every subscription, indexed for matching; immutable, so a router reads it without a lock while the next one is made. An event only ever
 * meets the subscriptions of its own account.
 */
public final class Rules {
    /** No subscription at all. */
    public static final Rules NONE = new Rules(Map.of(), Map.of());

    private final Map<AccountId, AccountIndex> accounts;
    private final Map<TargetId, Subscription> targets;

    private Rules(Map<AccountId, AccountIndex> accounts, Map<TargetId, Subscription> targets) {
        this.accounts = accounts;
        this.targets = targets;
    }

    /** What matching one event came to. */
    public sealed interface Match {
        /** These subscriptions want it. */
        record Wanted(List<Subscription> by) implements Match {}

        /** Nobody does; {@code reason} is a short word for counting. */
        record Filtered(String reason) implements Match {}
    }

    /** Who wants the event. */
    public Match match(Event event) {
        var own = accounts.get(event.account());
        if (own == null) {
            return new Match.Filtered("account-has-no-subscription");
        }
        var wanted = own.wanting(event);
        return wanted.isEmpty() ? new Match.Filtered("no-subscription-matches") : new Match.Wanted(wanted);
    }

    /** The subscription that owns a target, or has it as its fallback, enabled or not. */
    public Optional<Subscription> owner(TargetId target) {
        return Optional.ofNullable(targets.get(target.own()))
                .filter(one -> !target.isFallback() || one.fallback().isPresent());
    }

    /** Every subscription of an account. */
    public List<Subscription> of(AccountId account) {
        return targets.values().stream()
                .filter(one -> one.account().equals(account))
                .toList();
    }

    /** How many subscriptions there are. */
    public int size() {
        return targets.size();
    }

    /** The rules after some subscriptions were made or changed and others deleted. */
    public Rules with(Collection<Subscription> changed, Collection<SubscriptionId> deleted) {
        var all = new HashMap<>(targets);
        var touched = new HashMap<AccountId, Boolean>();
        deleted.forEach(id -> forget(all, id.target(), touched));
        for (var subscription : changed) {
            forget(all, subscription.id().target(), touched);
            all.put(subscription.id().target(), subscription);
            touched.put(subscription.account(), true);
        }
        var byAccount = new HashMap<>(accounts);
        var groups = new HashMap<AccountId, List<Subscription>>();
        all.values().stream()
                .filter(s -> touched.containsKey(s.account()))
                .forEach(s -> groups.computeIfAbsent(s.account(), _ -> new ArrayList<>())
                        .add(s));
        for (var account : touched.keySet()) {
            var own = groups.get(account);
            if (own == null) {
                byAccount.remove(account);
            } else {
                byAccount.put(account, AccountIndex.of(own));
            }
        }
        return new Rules(byAccount, all);
    }

    private static void forget(Map<TargetId, Subscription> all, TargetId target, Map<AccountId, Boolean> touched) {
        var gone = all.remove(target);
        if (gone != null) {
            touched.put(gone.account(), true);
        }
    }
}
