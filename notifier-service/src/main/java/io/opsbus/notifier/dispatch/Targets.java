package io.opsbus.notifier.dispatch;

import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.pace.Pacing;
import java.util.Optional;

/** Where a target is now: its subscription's current address and headers, so that nothing secret travels in a delivery. */
public interface Targets {
    /** The subscription that owns the target; empty only when it is sure to have been deleted. */
    Optional<Subscription> owner(TargetId target);

    /** Whether somebody owns the target, as far as is known without asking a store. */
    default boolean isOwned(TargetId target) {
        return owner(target).isPresent();
    }

    /** Which targets' deliveries wait. */
    Holds holds();

    /** When what is routed may go out. */
    Pacing pacing();
}
