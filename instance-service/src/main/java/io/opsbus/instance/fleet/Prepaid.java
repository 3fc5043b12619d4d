package io.opsbus.instance.fleet;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * A time paid for in advance.
 *
 * @param count of units, at least 1
 * @param unit what is counted
 */
public record Prepaid(int count, Unit unit) {
    /** Subscriptions run out at midnight of the original's time zone. */
    private static final ZoneId BILLING = ZoneId.of("Asia/Shanghai");

    /** Refuses what is no time. */
    public Prepaid {
        if (count < 1) {
            throw new IllegalArgumentException("no time: " + count);
        }
    }

    /** {@code PeriodUnit}. */
    public enum Unit {
        WEEK("Week"),
        MONTH("Month");

        private final String word;

        Unit(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** When a subscription ends that begins now: at midnight after the last day. */
    public Instant from(Instant now) {
        return after(now.atZone(BILLING))
                .toLocalDate()
                .plusDays(1)
                .atStartOfDay(BILLING)
                .toInstant();
    }

    /** When it ends if it is prolonged: from its old end on, or from now where that has passed. */
    public Instant beyond(Instant end, Instant now) {
        return end.isAfter(now) ? after(end.atZone(BILLING)).toInstant() : from(now);
    }

    private ZonedDateTime after(ZonedDateTime time) {
        return switch (unit) {
            case WEEK -> time.plusWeeks(count);
            case MONTH -> time.plusMonths(count);
        };
    }
}
