package io.opsbus.notifier;

/**
 * An account's wish to hear of events, and where (guide 4.1).
 *
 * @param version 1 at creation, one more with every change
 * @param enabled while false nothing new is routed to it, and what is on its way waits
 */
public record Subscription(
        SubscriptionId id, AccountId account, long version, Selector selector, WebhookTarget target, boolean enabled) {

    /** Whether this subscription wants the event. An event of another account is never wanted. */
    public boolean wants(Event event) {
        return enabled && account.equals(event.account()) && selector.selects(event);
    }

    /** The same subscription switched on or off, one version on. */
    public Subscription enabled(boolean on) {
        return new Subscription(id, account, version + 1, selector, target, on);
    }
}
