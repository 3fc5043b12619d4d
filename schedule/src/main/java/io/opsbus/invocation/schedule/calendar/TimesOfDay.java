package io.opsbus.invocation.schedule.calendar;

import java.util.Optional;

/**
 * The times of a day at which a cron expression fires: every combination of its hours, minutes and seconds. A time is
 * given as seconds since midnight.
 *
 * @param hours 0 to 23, not empty
 * @param minutes 0 to 59, not empty
 * @param seconds 0 to 59, not empty
 */
public record TimesOfDay(NumberSet hours, NumberSet minutes, NumberSet seconds) {
    /** What {@link #next} answers when there is none. */
    public static final int NONE = NumberSet.NONE;

    private static final int MINUTE = 60;
    private static final int HOUR = 3600;
    private static final int DAY = 86_400;

    /**
     * Two neighbouring times.
     *
     * @param from the first
     * @param to the second; smaller than {@code from} when it is on the next day
     */
    public record Gap(int from, int to) {
        /** Length in seconds, more than 0. */
        public int seconds() {
            return to > from ? to - from : to - from + DAY;
        }
    }

    /** The first time that is {@code from} or later; {@link #NONE} when the day has no more. */
    public int next(int from) {
        int hour = hours.next(from / HOUR);
        if (hour == NONE) {
            return NONE;
        }
        if (hour > from / HOUR) {
            return firstOf(hour);
        }
        int inHour = nextInHour(from % HOUR);
        if (inHour != NONE) {
            return hour * HOUR + inHour;
        }
        int later = hours.next(hour + 1);
        return later == NONE ? NONE : firstOf(later);
    }

    private int nextInHour(int from) {
        int minute = from / MINUTE;
        int second = minutes.contains(minute) ? seconds.next(from % MINUTE) : NONE;
        if (second != NONE) {
            return minute * MINUTE + second;
        }
        int later = minutes.next(minute + 1);
        return later == NONE ? NONE : later * MINUTE + seconds.first();
    }

    private int firstOf(int hour) {
        return hour * HOUR + minutes.first() * MINUTE + seconds.first();
    }

    /** The first time of a day. */
    public int first() {
        return firstOf(hours.first());
    }

    /** The first two neighbours within a day that are less than this many seconds apart. */
    public Optional<Gap> firstBelow(long limit) {
        int from = first();
        for (int to = next(from + 1); to != NONE; to = next(to + 1)) {
            if (to - from < limit) {
                return Optional.of(new Gap(from, to));
            }
            from = to;
        }
        return Optional.empty();
    }

    /** From the last time of a day to the first of the next. */
    public Gap overnight() {
        int last = highest(hours) * HOUR + highest(minutes) * MINUTE + highest(seconds);
        return new Gap(last, first());
    }

    private static int highest(NumberSet numbers) {
        return numbers.stream().max().orElseThrow();
    }
}
