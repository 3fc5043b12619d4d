package io.opsbus.notifier.delivery;

import java.time.Duration;
import java.time.Instant;

/**
 * Where a delivery is in its life.
 *
 * <pre>
 *             2xx
 *   Routed ------------> Delivered
 *     |  \     410, expired
 *     |   +------------> DeadLettered
 *     | fails, or no room        ^  ^
 *     v                          |  |
 *   Parked --- 410, expired -----+  |   (2xx: Delivered)
 *     ^ |                           |
 *     +-+ fails again               +-- subscription deleted
 * </pre>
 *
 * A parked one is also over when it is given up for a newer one of its resource, where its subscription says so: it is written down as superseded.
 *
 * What would be dead by a 410 or its age is routed once more instead, to the subscription's fallback, if it has one.
 */
public sealed interface DeliveryState {

    /** A state an attempt can be made from. */
    sealed interface Open extends DeliveryState {
        /** When the router made the delivery. */
        Instant routedAt();

        /** Attempts made so far. */
        int attempts();

        /** Which of several recipients nothing is to be sent to any more. */
        default Progress progress() {
            return Progress.NONE;
        }

        /**
         * The state after one more attempt, or after none was possible.
         *
         * @param chance from [0, 1), spreads the next wait
         */
        default DeliveryState after(Outcome outcome, Instant now, RetryPolicy policy, double chance) {
            var reached = progress().plus(outcome.progress());
            if (outcome instanceof Outcome.Postponed(var by, var _, var isRest)) {
                var since = isRest ? routedAt().plus(by) : routedAt();
                return new Parked(since, attempts(), now.plus(by), reached);
            }
            var made = attempts() + 1;
            return switch (outcome.verdict()) {
                case DELIVERED -> new Delivered(made);
                case DEAD -> new DeadLettered(made, DeadReason.GONE, reached);
                case RETRY, RETRY_REFUSED ->
                    policy.next(routedAt(), made, outcome, now, chance)
                            .<DeliveryState>map(due -> new Parked(routedAt(), made, due, reached))
                            .orElseGet(() -> new DeadLettered(made, DeadReason.EXPIRED, reached));
            };
        }

        /** The state when no attempt could be made now. */
        default Parked untried(Instant due) {
            return new Parked(routedAt(), attempts(), due, progress());
        }

        /** The state when it has to rest until then; the rest does not count for its age. */
        default Parked resting(Instant now, Instant until) {
            return new Parked(routedAt().plus(Duration.between(now, until)), attempts(), until, progress());
        }

        /** The state when its time was up before another attempt could be made. */
        default DeadLettered expired() {
            return new DeadLettered(attempts(), DeadReason.EXPIRED, progress());
        }

        /** The state when nobody wants it any more. */
        default DeadLettered unsubscribed() {
            return new DeadLettered(attempts(), DeadReason.UNSUBSCRIBED, progress());
        }
    }

    /** In {@code notifier.deliveries}, not tried yet. */
    record Routed(Instant routedAt) implements Open {
        @Override
        public int attempts() {
            return 0;
        }
    }

    /** Waiting in PostgreSQL until {@code dueAt}. */
    record Parked(Instant routedAt, int attempts, Instant dueAt, Progress progress) implements Open {
        /** One of which nobody has anything yet. */
        public Parked(Instant routedAt, int attempts, Instant dueAt) {
            this(routedAt, attempts, dueAt, Progress.NONE);
        }
    }

    /** Over: the target answered 2xx. */
    record Delivered(int attempts) implements DeliveryState {}

    /** Over: in {@code notifier.dlq}. */
    record DeadLettered(int attempts, DeadReason reason, Progress progress) implements DeliveryState {
        /** One of which nobody has anything. */
        public DeadLettered(int attempts, DeadReason reason) {
            this(attempts, reason, Progress.NONE);
        }
    }
}
