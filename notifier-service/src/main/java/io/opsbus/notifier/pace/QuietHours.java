package io.opsbus.notifier.pace;

import io.opsbus.notifier.Level;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A part of each day in which people are not written to: what comes is kept and told together at its end. On the day a clock is put back it
 * lasts from the first time its beginning is shown to the last time its end is; a time that is skipped counts as the same moment told by the
 * clock that was put forward.
 *
 * @param from its first minute, counted from midnight
 * @param to the first minute after it; not later than {@code from}: on the next day; the same: there are no quiet hours
 * @param zone a time zone {@link ZoneId} knows
 * @param through levels that are told at once
 * @param programsToo whether what programs are sent waits too
 */
public record QuietHours(int from, int to, String zone, List<Level> through, boolean programsToo) {
    /** Minutes of a day. */
    public static final int DAY = 24 * 60;

    /** Always told at once. */
    public static final QuietHours NONE = new QuietHours(0, 0, "UTC", List.of(), false);

    private static final Pattern MINUTE = Pattern.compile("([01][0-9]|2[0-3]):([0-5][0-9])");

    public QuietHours {
        if (from < 0 || from >= DAY || to < 0 || to >= DAY) {
            throw new IllegalArgumentException("a minute of the day is one of 0 to 1439");
        }
        zone = ZoneId.of(zone).getId();
        through = through.stream().distinct().sorted().toList();
    }

    /** Whether there are none. */
    public boolean isNone() {
        return from == to;
    }

    /** The minute of the day a text such as {@code 07:30} means; empty for any other text. */
    public static OptionalInt minute(String text) {
        var match = MINUTE.matcher(text);
        return match.matches()
                ? OptionalInt.of(Integer.parseInt(match.group(1)) * 60 + Integer.parseInt(match.group(2)))
                : OptionalInt.empty();
    }

    /** The text of a minute of the day. */
    public static String text(int minute) {
        return LocalTime.MIDNIGHT.plusMinutes(minute).toString();
    }

    /** When the quiet that reigns at that moment ends; empty when none does. */
    public Optional<Instant> end(Instant now) {
        if (isNone()) {
            return Optional.empty();
        }
        var today = now.atZone(ZoneId.of(zone)).toLocalDate();
        return endOf(today.minusDays(1), now).or(() -> endOf(today, now));
    }

    /** The same for an event of that level; empty too when such are told at once. */
    public Optional<Instant> end(Optional<Level> level, Instant now) {
        return level.filter(through::contains).isPresent() ? Optional.empty() : end(now);
    }

    private Optional<Instant> endOf(LocalDate day, Instant now) {
        var start = at(day, from).withEarlierOffsetAtOverlap().toInstant();
        var end = at(from < to ? day : day.plusDays(1), to)
                .withLaterOffsetAtOverlap()
                .toInstant();
        return now.isBefore(start) || !now.isBefore(end) ? Optional.empty() : Optional.of(end);
    }

    private ZonedDateTime at(LocalDate day, int minute) {
        return ZonedDateTime.of(day, LocalTime.MIDNIGHT.plusMinutes(minute), ZoneId.of(zone));
    }
}
