package io.opsbus.notifier;

import io.opsbus.notifier.match.AccountIndex;
import io.opsbus.notifier.match.Trie;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every subscription, indexed for matching; immutable, so a router reads it without a lock while the next one is made: of the one before, at
 * the cost of what has changed. An event only ever meets the subscriptions of its own account.
 */
public final class Rules {
    /** No subscription at all. */
    public static final Rules NONE = new Rules(Trie.empty(), Trie.empty());

    private final Trie<AccountId, AccountIndex> accounts;
    private final Trie<TargetId, Subscription> targets;

    private Rules(Trie<AccountId, AccountIndex> accounts, Trie<TargetId, Subscription> targets) {
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
        var own = accounts.get(account);
        return own == null ? List.of() : own.all();
    }

    /** How many subscriptions there are. */
    public int size() {
        return targets.size();
    }

    /** What changes for an account. */
    private record Change(List<Subscription> come, List<TargetId> gone) {
        Change() {
            this(new ArrayList<>(1), new ArrayList<>(1));
        }
    }

    /** The rules after some subscriptions were made or changed and others deleted. */
    public Rules with(Collection<Subscription> changed, Collection<SubscriptionId> deleted) {
        var changes = new HashMap<AccountId, Change>();
        var all = targets;
        for (var id : deleted) {
            var before = all.get(id.target());
            if (before != null) {
                change(changes, before.account()).gone.add(id.target());
                all = all.without(id.target());
            }
        }
        var last = new LinkedHashMap<TargetId, Subscription>();
        changed.forEach(one -> last.put(one.id().target(), one));
        for (var one : last.values()) {
            var target = one.id().target();
            var before = all.get(target);
            if (before != null && !before.account().equals(one.account())) {
                change(changes, before.account()).gone.add(target);
            }
            change(changes, one.account()).come.add(one);
            all = all.with(target, one);
        }
        return new Rules(changed(changes), all);
    }

    private static Change change(Map<AccountId, Change> changes, AccountId account) {
        return changes.computeIfAbsent(account, _ -> new Change());
    }

    private Trie<AccountId, AccountIndex> changed(Map<AccountId, Change> changes) {
        var all = accounts;
        for (var one : changes.entrySet()) {
            var account = one.getKey();
            var before = all.get(account);
            var after = (before == null ? AccountIndex.NONE : before).with(one.getValue().come, one.getValue().gone);
            all = after.size() == 0 ? all.without(account) : all.with(account, after);
        }
        return all;
    }
}
