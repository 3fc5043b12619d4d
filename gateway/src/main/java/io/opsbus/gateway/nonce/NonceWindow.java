package io.opsbus.gateway.nonce;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a signed call may live, and so how long its nonce must be remembered.
 *
 * <pre>
 *      T - 15 min            T             T + 15 min   + margin
 *  ────────┼─────────────────┼─────────────────┼───────────┼──> the gateway's clock;  T: the call's own time
 *          └── the call is accepted, once ─────┘           └ its nonce is forgotten
 * </pre>
 */
public final class NonceWindow {
    /** How far a call's time may be from ours, either way (contract 1.2). */
    public static final Duration SKEW = Duration.ofMinutes(15);

    /** Two gateways' clocks may differ by this much, and the second still knows what the first accepted. */
    public static final Duration MARGIN = Duration.ofMinutes(1);

    private NonceWindow() {}

    /** Whether a call made at {@code time} by its own word may be accepted {@code now}. */
    public static boolean accepts(Instant time, Instant now) {
        return Duration.between(time, now).abs().compareTo(SKEW) <= 0;
    }

    /** When the nonce of a call made at {@code time} may be forgotten. */
    public static Instant expiry(Instant time) {
        return time.plus(SKEW).plus(MARGIN);
    }
}
