package io.opsbus.notifier.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a delivery that failed is tried again: after {@code first}, then {@code factor} times longer each time up to {@code ceiling}, each
 * wait spread by ±{@code jitter}; not before the target's Retry-After. The last attempt falls on the expiry itself, counted from when the
 * delivery was routed; after it the delivery is dead.
 *
 * @param first the wait after the first failed attempt
 * @param factor at least 1
 * @param ceiling the longest wait, Retry-After excepted
 * @param jitter 0 to 1, the share of a wait that chance decides in each direction
 * @param limit the age at which a delivery expires
 * @param refusedLimit the same for answers that refuse the request itself (4xx except 408, 410, 425, 429)
 */
public record RetryPolicy(
        Duration first, double factor, Duration ceiling, double jitter, Duration limit, Duration refusedLimit) {

    /** 5 s doubling to 30 min, ±20 %, for 24 h whatever the answer. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(
            Duration.ofSeconds(5), 2, Duration.ofMinutes(30), 0.2, Duration.ofHours(24), Duration.ofHours(24));

    public RetryPolicy {
        if (first.isNegative() || first.isZero() || ceiling.compareTo(first) < 0) {
            throw new IllegalArgumentException("opsbus.notifier.retry: 0 < first <= ceiling");
        }
        if (factor < 1 || jitter < 0 || jitter > 1) {
            throw new IllegalArgumentException("opsbus.notifier.retry: factor >= 1 and 0 <= jitter <= 1");
        }
        if (limit.isNegative() || refusedLimit.isNegative() || refusedLimit.compareTo(limit) > 0) {
            throw new IllegalArgumentException("opsbus.notifier.retry: 0 <= refused-limit <= limit");
        }
    }

    /**
     * When the next attempt is due; empty when the delivery has expired.
     *
     * @param attempts how many attempts were made, at least 1
     * @param chance from [0, 1)
     */
    public Optional<Instant> next(Instant routedAt, int attempts, Outcome outcome, Instant now, double chance) {
        var expiry = routedAt.plus(outcome.verdict() == Outcome.Verdict.RETRY_REFUSED ? refusedLimit : limit);
        if (!now.isBefore(expiry)) {
            return Optional.empty();
        }
        var due = now.plus(backoff(attempts, chance));
        var asked = outcome.retryAfter().filter(at -> at.isAfter(due)).orElse(due);
        return Optional.of(asked.isBefore(expiry) ? asked : expiry);
    }

    /** Whether a delivery of this age is over whatever its last answer was. */
    public boolean expired(Instant routedAt, Instant now) {
        return !now.isBefore(routedAt.plus(limit));
    }

    /** The wait after this many failed attempts. */
    public Duration backoff(int attempts, double chance) {
        var plain = first.toMillis() * Math.pow(factor, Math.min(attempts - 1, 60));
        var capped = Math.min(plain, (double) ceiling.toMillis());
        return Duration.ofMillis(Math.max(1, Math.round(capped * (1 + jitter * (2 * chance - 1)))));
    }
}
