package io.opsbus.event.store;

import io.opsbus.event.query.EventFilter;
import io.opsbus.event.query.EventFilter.Times;
import io.opsbus.event.query.TimeRange;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * How many events match: a sum of counters where days are asked for as a whole, and only what lies on a day that is asked for in part
 * is counted event by event.
 */
record EventTotal(EventFilter filter) {
    private static final Instant BEGINNING = Instant.EPOCH;
    /** Later than any event. */
    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

    /** Whether counters know all but times of publication. */
    boolean isCountedByDay() {
        return filter.ids() == null
                && filter.resources() == null
                && filter.times().notBefore().isOpen();
    }

    /** Whether counters know all of it. */
    boolean isCounted() {
        return isCountedByDay() && filter.times().published().isOpen();
    }

    /** The total, where {@link #isCounted} does not hold. */
    long count(Handle handle) {
        Instant start = filter.times().published().start();
        Instant end = filter.times().published().end();
        Instant from = ceiling(start);
        Instant to = floor(end);
        if (!isCountedByDay() || !from.isBefore(to)) {
            return new EventCriteria(filter).count(handle);
        }
        long total = DayCounts.read(handle, filter).within(from, to);
        if (start != null && start.isBefore(from)) {
            // up to the last microsecond, which is as exact as events are kept
            total += new EventCriteria(publishedIn(start, from.minus(1, ChronoUnit.MICROS))).count(handle);
        }
        if (end != null) {
            total += new EventCriteria(publishedIn(to, end)).count(handle);
        }
        return total;
    }

    private EventFilter publishedIn(Instant from, Instant to) {
        return filter.within(new Times(new TimeRange(from, to), filter.times().notBefore()));
    }

    /** The first midnight from that time on. */
    private static Instant ceiling(@Nullable Instant time) {
        if (time == null) {
            return BEGINNING;
        }
        Instant day = time.truncatedTo(ChronoUnit.DAYS);
        return day.equals(time) ? day : day.plus(1, ChronoUnit.DAYS);
    }

    private static Instant floor(@Nullable Instant time) {
        return time == null ? END : time.truncatedTo(ChronoUnit.DAYS);
    }
}
