package io.opsbus.invocation.schedule;

import io.opsbus.invocation.schedule.calendar.CronDates;
import io.opsbus.invocation.schedule.calendar.TimesOfDay;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fire times of a cron expression in one zone.
 *
 * <p>When a clock is changed, what is meant depends on the hour field (the guide is silent; ASSUMED, after cron(8) of
 * Debian). An expression for every hour means an interval and follows elapsed time: it fires in both passes of a repeated
 * hour and has nothing to fire in a skipped one. Any other names times of the day and keeps to their number: a time that is
 * repeated fires in the first pass only, a time that is skipped fires as much later as the clock was put forward.
 *
 * <pre>
 *   Europe/Berlin      skipped 02:00-03:00          repeated 02:00-03:00
 *   0 30 2 * * ?       03:30 summer time            02:30 summer time
 *   0 30 * * * ?       ... 01:30, 03:30 ...         ... 01:30, 02:30, 02:30, 03:30 ...
 * </pre>
 */
record CronTimetable(CronDates dates, TimesOfDay times, ZoneRules rules) implements Schedule.Timetable {
    /** Before the first fire time of any zone. */
    private static final Instant START = Instant.parse("1969-12-30T00:00:00Z");

    @Override
    public Optional<Instant> next(Instant after) {
        if (!after.isBefore(Schedule.END)) {
            return Optional.empty();
        }
        Instant from = after.isBefore(START)
                ? START
                : after.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        return Optional.ofNullable(times.hours().isFull() ? byInterval(from) : byClock(from));
    }

    private @Nullable Instant byInterval(Instant from) {
        ZoneOffset offset = rules.getOffset(from);
        LocalDateTime local = LocalDateTime.ofInstant(from, offset);
        ZoneOffsetTransition repeated = rules.getTransition(local);
        if (repeated == null) {
            return elapsed(local(local));
        }
        LocalDateTime inThisPass = localBefore(local, repeated.getDateTimeBefore());
        if (inThisPass != null) {
            return inThisPass.toInstant(offset);
        }
        if (offset.equals(repeated.getOffsetBefore())) {
            LocalDateTime inSecondPass = localBefore(repeated.getDateTimeAfter(), repeated.getDateTimeBefore());
            if (inSecondPass != null) {
                return inSecondPass.toInstant(repeated.getOffsetAfter());
            }
        }
        return elapsed(local(repeated.getDateTimeBefore()));
    }

    /** When an interval's local time comes for the first time; a skipped one never does, the one behind it counts. */
    private @Nullable Instant elapsed(@Nullable LocalDateTime local) {
        LocalDateTime time = local;
        while (time != null) {
            ZoneOffsetTransition change = rules.getTransition(time);
            if (change == null || change.isOverlap()) {
                return time.toInstant(rules.getOffset(time)); // the earlier one if there are two
            }
            time = local(change.getDateTimeAfter());
        }
        return null;
    }

    private @Nullable Instant byClock(Instant from) {
        ZoneOffset offset = rules.getOffset(from);
        LocalDateTime local = LocalDateTime.ofInstant(from, offset);
        ZoneOffsetTransition repeated = rules.getTransition(local);
        if (repeated != null && offset.equals(repeated.getOffsetAfter())) {
            local = repeated.getDateTimeBefore(); // all of the second pass fired in the first
        }
        return earlier(postponed(from), onClock(local(local)));
    }

    /** A skipped local time that is yet to fire, its moment moved past the gap. */
    private @Nullable Instant postponed(Instant from) {
        ZoneOffsetTransition change = rules.previousTransition(from.plusNanos(1));
        if (change == null
                || !change.isGap()
                || !from.isBefore(change.getInstant().plus(change.getDuration()))) {
            return null;
        }
        LocalDateTime before = LocalDateTime.ofInstant(from, change.getOffsetBefore());
        LocalDateTime skipped = localBefore(before, change.getDateTimeAfter());
        return skipped == null ? null : skipped.toInstant(change.getOffsetBefore());
    }

    private @Nullable Instant onClock(@Nullable LocalDateTime time) {
        if (time == null) {
            return null;
        }
        ZoneOffsetTransition change = rules.getTransition(time);
        if (change == null || change.isOverlap()) {
            return time.toInstant(rules.getOffset(time));
        }
        return earlier(time.toInstant(change.getOffsetBefore()), onClock(local(change.getDateTimeAfter())));
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    private @Nullable LocalDateTime localBefore(LocalDateTime from, LocalDateTime end) {
        LocalDateTime found = local(from);
        return found != null && found.isBefore(end) ? found : null;
    }

    /** The first local date and time that matches, at {@code from} or later. */
    private @Nullable LocalDateTime local(LocalDateTime from) {
        LocalDate date = dates.next(from.toLocalDate());
        if (date == null) {
            return null;
        }
        if (!date.equals(from.toLocalDate())) {
            return date.atTime(LocalTime.ofSecondOfDay(times.first()));
        }
        int time = times.next(from.toLocalTime().toSecondOfDay());
        if (time != TimesOfDay.NONE) {
            return date.atTime(LocalTime.ofSecondOfDay(time));
        }
        LocalDate later = dates.next(date.plusDays(1));
        return later == null ? null : later.atTime(LocalTime.ofSecondOfDay(times.first()));
    }
}
