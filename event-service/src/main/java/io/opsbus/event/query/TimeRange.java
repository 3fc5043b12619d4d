package io.opsbus.event.query;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A range of time, both ends within; a null end is open.
 *
 * @param start the first moment
 * @param end the last moment
 */
public record TimeRange(@Nullable Instant start, @Nullable Instant end) {
    /** Every moment; also of what has none. */
    public static final TimeRange ALWAYS = new TimeRange(null, null);

    /** Whether it excludes nothing. */
    public boolean isOpen() {
        return start == null && end == null;
    }

    /** Whether the end lies before the start, so that nothing can be in it. */
    public boolean isReversed() {
        return start != null && end != null && end.isBefore(start);
    }

    /** Whether the moment lies within; what has no moment lies in {@link #ALWAYS} alone. */
    public boolean contains(@Nullable Instant moment) {
        if (moment == null) {
            return isOpen();
        }
        return (start == null || !moment.isBefore(start)) && (end == null || !moment.isAfter(end));
    }
}
