package io.opsbus.notifier;

import io.opsbus.notifier.pace.Pace;
import io.opsbus.notifier.targets.Target;
import java.util.List;
import java.util.Optional;

/**
 * An account's wish to hear of events, and where (guide 4.1).
 *
 * @param selectors an event that one of them selects is wanted
 * @param version 1 at creation, one more with every change
 * @param enabled while false nothing new is routed to it, and what is on its way waits
 * @param fallback takes what the target will not get; empty: that is dead
 * @param order the order each of its targets is told in, of each resource
 */
public record Subscription(
        SubscriptionId id,
        AccountId account,
        long version,
        List<Selector> selectors,
        Target target,
        boolean enabled,
        Pace pace,
        Optional<Fallback> fallback,
        ResourceOrder order) {

    public Subscription {
        selectors = List.copyOf(selectors);
    }

    /** A subscription without a fallback and an order. */
    public Subscription(
            SubscriptionId id,
            AccountId account,
            long version,
            List<Selector> selectors,
            Target target,
            boolean enabled,
            Pace pace) {
        this(id, account, version, selectors, target, enabled, pace, Optional.empty(), ResourceOrder.NONE);
    }

    /** A subscription with one selector that is told everything at once. */
    public Subscription(
            SubscriptionId id, AccountId account, long version, Selector selector, Target target, boolean enabled) {
        this(id, account, version, List.of(selector), target, enabled, Pace.AT_ONCE);
    }

    /**
     * Whether people read what a target of its is told, several events in one message where need be; programs get each event in a message of
     * its own.
     */
    public boolean tellsPeople(TargetId of) {
        return at(of).rate().digests();
    }

    /** The same with a fallback, or without one. */
    public Subscription with(Optional<Fallback> other) {
        return new Subscription(id, account, version, selectors, target, enabled, pace, other, order);
    }

    /** The same told in another order. */
    public Subscription with(ResourceOrder other) {
        return new Subscription(id, account, version, selectors, target, enabled, pace, fallback, other);
    }

    /** The order a target of its is told in: none where people are told several events in one message. */
    public ResourceOrder orderAt(TargetId of) {
        return order.isKept() && tellsPeople(of) ? ResourceOrder.NONE : order;
    }

    /** The place one of its deliveries goes to: its fallback's when {@code of} names that, else its own target. */
    public Target at(TargetId of) {
        return of.isFallback() ? fallback.map(Fallback::target).orElse(target) : target;
    }

    /** Where its deliveries may go: its own target, and its fallback's if it has one. */
    public List<TargetId> targets() {
        var own = id.target();
        return fallback.isPresent() ? List.of(own, own.fallback()) : List.of(own);
    }

    /** Whether this subscription wants the event. An event of another account is never wanted. */
    public boolean wants(Event event) {
        return enabled
                && account.equals(event.account())
                && selectors.stream().anyMatch(selector -> selector.selects(event));
    }

    /** The same as the version that follows another. */
    public Subscription after(Subscription before) {
        return new Subscription(id, account, before.version + 1, selectors, target, enabled, pace, fallback, order);
    }

    /** The same subscription switched on or off, one version on. */
    public Subscription enabled(boolean on) {
        return new Subscription(id, account, version + 1, selectors, target, on, pace, fallback, order);
    }
}
