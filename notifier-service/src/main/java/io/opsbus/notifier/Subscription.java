package io.opsbus.notifier;

import io.opsbus.notifier.pace.Pace;
import io.opsbus.notifier.targets.Target;
import java.util.List;

/**
 * An account's wish to hear of events, and where (guide 4.1).
 *
 * @param selectors an event that one of them selects is wanted
 * @param version 1 at creation, one more with every change
 * @param enabled while false nothing new is routed to it, and what is on its way waits
 */
public record Subscription(
        SubscriptionId id,
        AccountId account,
        long version,
        List<Selector> selectors,
        Target target,
        boolean enabled,
        Pace pace) {

    public Subscription {
        selectors = List.copyOf(selectors);
    }

    /** A subscription with one selector that is told everything at once. */
    public Subscription(
            SubscriptionId id, AccountId account, long version, Selector selector, Target target, boolean enabled) {
        this(id, account, version, List.of(selector), target, enabled, Pace.AT_ONCE);
    }

    /** Whether people read what it is told, several events in one message where need be; programs get each event in a message of its own. */
    public boolean tellsPeople() {
        return target.rate().digests();
    }

    /** Whether this subscription wants the event. An event of another account is never wanted. */
    public boolean wants(Event event) {
        return enabled
                && account.equals(event.account())
                && selectors.stream().anyMatch(selector -> selector.selects(event));
    }

    /** The same subscription switched on or off, one version on. */
    public Subscription enabled(boolean on) {
        return new Subscription(id, account, version + 1, selectors, target, on, pace);
    }
}
