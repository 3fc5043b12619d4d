package io.opsbus.notifier.rpc.subscription;

import io.opsbus.ledger.World;
import io.opsbus.ledger.memory.InMemoryLedger;
import io.opsbus.ledger.memory.InMemoryTables;
import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.Subscriptions;
import io.opsbus.notifier.channel.text.Preview;
import io.opsbus.notifier.channel.text.Wording;
import io.opsbus.notifier.rpc.Api;
import io.opsbus.testkit.SettableClock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Subscriptions of a ledger in memory, as it has committed them: {@code sub-n1}, {@code sub-n2} and so on. */
public final class SubscriptionsInMemory implements Subscriptions {
    private final Set<SubscriptionId> made = new HashSet<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger commits = new AtomicInteger();
    private final AtomicInteger lists = new AtomicInteger();
    private final InMemoryLedger<SubscriptionId, Subscription, Api.SubscriptionFact> ledger = new InMemoryLedger<>(
            "subscription",
            new InMemoryTables(),
            fact -> {
                throw new AssertionError(fact);
            },
            World.of(SettableClock.at(Given.NOON)),
            () -> {});

    /** Routes to them. */
    public SubscriptionRoutes routes(SubscriptionRoutes.Allowed allowed) {
        return new SubscriptionRoutes(
                ledger, this, allowed, commits::incrementAndGet, this::fresh, new Preview(new Wording()));
    }

    private String fresh() {
        var id = "n" + next.incrementAndGet();
        made.add(new SubscriptionId("sub-" + id));
        return id;
    }

    /** How often readers were told that something was committed. */
    public int commits() {
        return commits.get();
    }

    /** One of them, whoever owns it. */
    Optional<Subscription> find(SubscriptionId id) {
        return ledger.state(id);
    }

    /** How often all of an account were read. */
    int lists() {
        return lists.get();
    }

    @Override
    public List<Subscription> of(AccountId account) {
        lists.incrementAndGet();
        return all(account);
    }

    @Override
    public long count(AccountId account) {
        return all(account).size();
    }

    private List<Subscription> all(AccountId account) {
        return made.stream().flatMap(id -> find(account, id).stream()).toList();
    }

    @Override
    public Optional<Subscription> find(AccountId account, SubscriptionId id) {
        return find(id).filter(one -> one.account().equals(account));
    }

    @Override
    public News since(long revision) {
        return new News(revision, List.of(), List.of());
    }
}
