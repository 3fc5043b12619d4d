package io.opsbus.notifier.redrive;

import io.opsbus.notifier.delivery.DeadReason;
import io.opsbus.notifier.journal.Entry;
import io.opsbus.notifier.journal.Filter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What shall be brought back, and how fast.
 *
 * @param rate deliveries a second, 1 to {@link #FASTEST}
 */
public record Order(Wanted wanted, int rate) {
    /** The highest rate. */
    public static final int FASTEST = 10_000;

    /** What was not moved for a while, because its process was dead, is not made up for beyond this. */
    private static final Duration LONGEST_GAP = Duration.ofMillis(500);

    private static final long NANOS = 1_000_000_000L;

    public Order {
        if (rate < 1 || rate > FASTEST) {
            throw new IllegalArgumentException("a rate is 1 to " + FASTEST + " a second");
        }
    }

    /**
     * Which of the dead are meant.
     *
     * @param filter its times are those of death
     * @param reason why they were given up; empty for any reason but that a silence kept them back: what nobody wanted to hear must be asked
     *     for, by this or by its silence
     * @param byOperator whether an operator asks. Its account means only what was for its rules: subscriptions an operator made are his, and so is what a
     *     silence kept back
     */
    public record Wanted(Filter filter, Optional<DeadReason> reason, boolean byOperator) {
        /** What an operator wants. */
        public Wanted(Filter filter, Optional<DeadReason> reason) {
            this(filter, reason, true);
        }

        /** Whether this one is meant. */
        public boolean covers(DeadDelivery dead) {
            var to = dead.delivery().to();
            var about = dead.delivery().about();
            return filter.covers(
                            new Entry.Subject(
                                    to.account(),
                                    to.subscription(),
                                    dead.rule(),
                                    to.target(),
                                    about.eventId(),
                                    about.eventName(),
                                    dead.silence(),
                                    to.version()),
                            dead.at())
                    && reason.map(one -> one == dead.reason())
                            .orElse(meansSilenced() || dead.reason() != DeadReason.SILENCED)
                    && (byOperator || (!dead.rule().isEmpty() && dead.reason() != DeadReason.SILENCED));
        }

        /** Whether what a silence kept back is meant though no reason is named. */
        public boolean meansSilenced() {
            return filter.silence().isPresent();
        }

        /** Whether anything is asked; else everything is meant, which must be said. */
        public boolean asksSomething() {
            return filter.event().isPresent()
                    || filter.rule().isPresent()
                    || filter.target().isPresent()
                    || filter.silence().isPresent()
                    || filter.since().isPresent()
                    || filter.until().isPresent()
                    || reason.isPresent();
        }
    }

    /**
     * How many may go now.
     *
     * @param pacedTo up to when the rate is used up when they have gone
     */
    public record Leave(int count, Instant pacedTo) {}

    /** What the rate leaves, {@code pacedTo} being what the last leave said. Within any second no more than one and a half times the rate. */
    public Leave leave(Instant pacedTo, Instant now) {
        var one = Duration.ofNanos(NANOS / rate);
        var longest = one.compareTo(LONGEST_GAP) > 0 ? one : LONGEST_GAP;
        var from = pacedTo.isBefore(now.minus(longest)) ? now.minus(longest) : pacedTo;
        var count = Math.max(0, Duration.between(from, now).toNanos() / one.toNanos());
        return new Leave((int) count, from.plus(one.multipliedBy(count)));
    }
}
