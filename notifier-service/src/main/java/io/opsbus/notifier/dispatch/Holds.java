package io.opsbus.notifier.dispatch;

import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.Delivery;
import java.util.HashSet;
import java.util.Set;

/**
 * Targets whose deliveries wait: somebody paused them, or they have only failed for days. What is for them is still routed, is parked, and
 * does not age; when they are let go it goes out one after the other for each resource, before anything newer.
 */
public interface Holds {
    /** Targets nothing is sent to now, as far as they can be named: not those of everybody. */
    Set<TargetId> held();

    /** Whether nothing is sent to a target now: it is held, or {@link #isStopped(TargetId) stopped}. */
    default boolean isHeld(TargetId target) {
        return held().contains(target);
    }

    /** Whether an operator has stopped all sending to a target's account, or to everybody. */
    default boolean isStopped(TargetId target) {
        return false;
    }

    /** Whether an operator has stopped all sending to everybody. */
    default boolean isStopped() {
        return false;
    }

    /**
     * What was held and is not any more.
     *
     * @param targets those that could be named
     * @param everything whether it was all of them
     */
    record Released(Set<TargetId> targets, boolean everything) {
        /** Nothing. */
        public static final Released NOTHING = new Released(Set.of(), false);

        /** All of both. */
        public Released and(Released other) {
            var all = new HashSet<>(targets);
            all.addAll(other.targets);
            return new Released(Set.copyOf(all), everything || other.everything);
        }
    }

    /**
     * What was let go since this was asked the last time, however short it was held: for the one who works off what waits. It is told before it
     * shows that it is held no more.
     */
    Released released();

    /** Of the held targets, those that are disabled because they only fail. */
    Set<TargetId> disabled();

    /**
     * Of these targets, those whose new deliveries must queue behind parked ones: the held ones, and those with a queue left, as far as that can
     * be known now.
     */
    Set<TargetId> queueing(Set<TargetId> of);

    /** What a delivery queues by. */
    String resource(Delivery delivery);
}
