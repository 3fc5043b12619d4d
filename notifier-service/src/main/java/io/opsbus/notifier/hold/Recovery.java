package io.opsbus.notifier.hold;

import io.opsbus.notifier.delivery.DeliveryState;
import java.time.Duration;
import java.time.Instant;

/**
 * A target that was out of order answers again: what failed meanwhile would wait up to half an hour for its next attempt, so its turn comes
 * forward.
 */
public final class Recovery {
    /** Failures that lasted shorter are no outage: a target that fails now and then would be asked again and again. */
    public static final Duration OUTAGE = Duration.ofMinutes(1);

    /** In this time, at random, comes the turn of what failed. */
    public static final Duration SPREAD = Duration.ofSeconds(10);

    /** So many deliveries of a target are brought forward; more wait for their own turn. */
    public static final int MOST = 50_000;

    private Recovery() {}

    /** Whether a success then ended an outage. */
    public static boolean isEnd(Instant failingSince, Instant success) {
        return !success.isBefore(failingSince.plus(OUTAGE));
    }

    /** What is tried at once after a success then. */
    public static boolean concerns(DeliveryState.Parked state, Instant success) {
        return state.attempts() > 0 && state.dueAt().isAfter(success.plus(SPREAD));
    }
}
