package io.opsbus.notifier.dispatch;

import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Where every attempt is written down ({@code notifier.attempts}). */
public interface Attempts {
    /**
     * One attempt.
     *
     * @param number 1 for the first
     * @param terminal whether no other follows
     * @param madeWith the version of the subscription whose target it went to; 0 when none was made
     */
    record Attempt(
            Delivery delivery,
            int number,
            Outcome outcome,
            Instant startedAt,
            Duration took,
            boolean terminal,
            long madeWith) {
        /** What stands for an attempt that was not made. */
        public Attempt(
                Delivery delivery, int number, Outcome outcome, Instant startedAt, Duration took, boolean terminal) {
            this(delivery, number, outcome, startedAt, took, terminal, 0);
        }
    }

    /**
     * Writes one attempt; does not wait.
     *
     * @param written called once, from any thread, when the attempt is durable, or when it is given up to write it; must not block
     */
    void record(Attempt attempt, Runnable written);

    /**
     * Writes what no attempt follows; returns when it is durable. Throws when that cannot be known; writing again may then write
     * twice. Whoever writes behind must say how.
     */
    default void keep(List<Attempt> last) {
        last.forEach(one -> record(one, () -> {}));
    }
}
