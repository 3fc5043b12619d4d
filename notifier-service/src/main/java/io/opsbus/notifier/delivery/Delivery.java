package io.opsbus.notifier.delivery;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.TargetId;
import java.time.Instant;
import java.util.Optional;

/**
 * One event on its way to one target.
 *
 * @param routedAt when the router made it, to the millisecond; its expiry counts from here
 * @param redriven whether it was dead and somebody brought it back: its receiver may have had it long ago
 */
public record Delivery(DeliveryId id, Addressee to, Subject about, Instant routedAt, Body body, boolean redriven) {
    /** One that was never dead. */
    public Delivery(DeliveryId id, Addressee to, Subject about, Instant routedAt, Body body) {
        this(id, to, about, routedAt, body, false);
    }

    /** Whom it is for. */
    public record Addressee(TargetId target, SubscriptionId subscription, long version, AccountId account) {
        /** The addressee a subscription stands for. */
        public static Addressee of(Subscription subscription) {
            return new Addressee(
                    subscription.id().target(), subscription.id(), subscription.version(), subscription.account());
        }
    }

    /**
     * Which event it carries.
     *
     * @param traceparent the event's W3C trace context, handed on with each attempt
     * @param hops how often notifiers had told the event before it came here, 0 to 999; each attempt carries one more
     */
    public record Subject(String eventId, String eventName, Optional<String> traceparent, int hops) {
        private static final int MOST_HOPS = 999;

        public Subject {
            if (hops < 0 || hops > MOST_HOPS) {
                throw new IllegalArgumentException("hops are 0 to " + MOST_HOPS + ", were " + hops);
            }
        }

        /** How often it will have been told when an attempt that is made now succeeds. */
        public int told() {
            return hops + 1;
        }

        /** An event nobody has told before. */
        public Subject(String eventId, String eventName, Optional<String> traceparent) {
            this(eventId, eventName, traceparent, 0);
        }
    }

    /** The same delivery to its subscription's fallback: its id stays, its time begins anew. */
    public Delivery toFallback(Instant now) {
        var other = new Addressee(to.target.fallback(), to.subscription, to.version, to.account);
        return new Delivery(id, other, about, now, body, redriven);
    }

    /** The same, its age counted from then. */
    public Delivery agedFrom(Instant then) {
        return new Delivery(id, to, about, then, body, redriven);
    }

    /** The same delivery brought back: its time begins anew. */
    public Delivery broughtBack(Instant now) {
        return new Delivery(id, to, about, now, body, true);
    }

    /** The target it goes to. */
    public TargetId target() {
        return to.target();
    }
}
