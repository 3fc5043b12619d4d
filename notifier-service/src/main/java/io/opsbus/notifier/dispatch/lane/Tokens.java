package io.opsbus.notifier.dispatch.lane;

import io.opsbus.notifier.targets.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/** Keeps a {@link Rate}: within no span of its length more than its number goes out. For one thread at a time. */
final class Tokens {
    private final Rate rate;
    /** When the last ones went, as a ring; the entry at {@code next} is the oldest. */
    private final Instant[] sent;

    private int next;

    Tokens(Rate rate) {
        this.rate = rate;
        this.sent = new Instant[rate.messages()];
        Arrays.fill(sent, Instant.MIN);
    }

    /** Takes one if there is one. */
    boolean take(Instant now) {
        if (sent.length == 0) {
            return true;
        }
        if (!isFree(sent[next], now)) {
            return false;
        }
        sent[next] = now;
        next = (next + 1) % sent.length;
        return true;
    }

    /** How many could be taken, {@code most} at most. */
    int free(Instant now, int most) {
        if (sent.length == 0) {
            return most;
        }
        var count = 0;
        while (count < Math.min(most, sent.length) && isFree(sent[(next + count) % sent.length], now)) {
            count++;
        }
        return count;
    }

    /** Whether all are free. */
    boolean isUnused(Instant now) {
        return free(now, sent.length) == sent.length;
    }

    /** Until one is free; zero when one is. */
    Duration wait(Instant now) {
        return sent.length == 0 || isFree(sent[next], now)
                ? Duration.ZERO
                : Duration.between(now, sent[next].plus(rate.per()));
    }

    private boolean isFree(Instant at, Instant now) {
        return at.equals(Instant.MIN) || !at.plus(rate.per()).isAfter(now);
    }
}
