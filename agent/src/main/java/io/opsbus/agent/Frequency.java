package io.opsbus.agent;

import io.opsbus.invocation.schedule.Schedule;
import io.opsbus.invocation.schedule.Schedule.Timetable;
import io.opsbus.invocation.schedule.ScheduleLimits;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A timetable in the agents' words (agent facts 11), which differ from the API's: weekdays by number start with Sunday as 0
 * (and 7), {@code at(...)} has a {@code T} and is UTC, a rate may be as short as a second.
 */
final class Frequency {
    private static final ScheduleLimits LIMITS =
            new ScheduleLimits(Duration.ZERO, Duration.ofSeconds(1), Duration.ofDays(1000));
    private static final Pattern AT = Pattern.compile("at\\((\\d{4}-\\d\\d-\\d\\d)T(\\d\\d:\\d\\d:\\d\\d)\\)");
    private static final int DAY_OF_WEEK = 5;
    private static final Pattern DAYS = Pattern.compile("([0-7])(?:-([0-7]))?(L|#\\d|/\\d+)?");

    private Frequency() {}

    /** The timetable; empty when the text is none. */
    static Optional<Timetable> timetable(RunTask.Timing timing, ZoneId here) {
        return Schedule.parse(apiText(timing.cron()), LIMITS) instanceof Schedule.Valid(Schedule schedule)
                ? Optional.of(schedule.timetable(timing.created(), here))
                : Optional.empty();
    }

    /** The same in the API's words. */
    static String apiText(String agentText) {
        Matcher at = AT.matcher(agentText.strip());
        if (at.matches()) {
            return "at(" + at.group(1) + " " + at.group(2) + " UTC)";
        }
        String[] fields = agentText.strip().split("\\s+");
        if (fields.length > DAY_OF_WEEK) {
            fields[DAY_OF_WEEK] = Arrays.stream(fields[DAY_OF_WEEK].split(",", -1))
                    .map(Frequency::weekdays)
                    .collect(Collectors.joining(","));
        }
        return String.join(" ", fields);
    }

    private static String weekdays(String item) {
        Matcher days = DAYS.matcher(item);
        if (!days.matches()) {
            return item;
        }
        String to = days.group(2) == null ? "" : "-" + fromSunday(days.group(2));
        return fromSunday(days.group(1)) + to + (days.group(3) == null ? "" : days.group(3));
    }

    private static int fromSunday(String day) {
        return Integer.parseInt(day) % 7 + 1;
    }

    /** The next time after a moment. */
    static Optional<Instant> next(RunTask.Timing timing, ZoneId here, Instant after) {
        return timetable(timing, here).flatMap(table -> table.next(after));
    }
}
