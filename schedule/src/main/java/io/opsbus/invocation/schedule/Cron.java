package io.opsbus.invocation.schedule;

import io.opsbus.invocation.schedule.calendar.CronDates;
import io.opsbus.invocation.schedule.calendar.DayRule;
import io.opsbus.invocation.schedule.calendar.TimesOfDay;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cron expression.
 *
 * @param dates its dates
 * @param times its times on each of them
 * @param zone the zone it names; null when it is meant in the zone of the instance
 */
public record Cron(
        CronDates dates, TimesOfDay times, @Nullable ZoneId zone) implements Schedule {
    private static final int LAST_YEAR = 2099;

    @Override
    public Timetable timetable(Instant created, ZoneId instanceZone) {
        return new CronTimetable(dates, times, (zone == null ? instanceZone : zone).getRules());
    }

    @Override
    public boolean isPlain() {
        return zone == null && dates.years().isFull();
    }

    /**
     * The last fire time after a moment; empty when there is none, or when it fires as long as any schedule does.
     *
     * @param instanceZone as for {@link #timetable}
     */
    public Optional<Instant> last(Instant after, ZoneId instanceZone) {
        Timetable timetable = timetable(after, instanceZone);
        if (dates.years().contains(LAST_YEAR) || timetable.next(after).isEmpty()) {
            return Optional.empty();
        }
        long before = after.getEpochSecond();
        long last = END.getEpochSecond();
        // it fires after the one, and not after the other
        while (last - before > 1) {
            long middle = before + (last - before) / 2;
            if (timetable.next(Instant.ofEpochSecond(middle)).isPresent()) {
                before = middle;
            } else {
                last = middle;
            }
        }
        return Optional.of(Instant.ofEpochSecond(last));
    }

    /** Six, seven or eight fields; weekdays by name and runs written out, so that both numberings agree. */
    @Override
    public String agentText() {
        var fields = new ArrayList<String>();
        fields.add(times.seconds().toString());
        fields.add(times.minutes().toString());
        fields.add(times.hours().toString());
        fields.add(dayOfMonth());
        fields.add(dates.months().toString());
        fields.add(dayOfWeek());
        if (!dates.years().isFull()) {
            fields.add(dates.years().toString());
        }
        if (zone != null) {
            fields.add(ZoneReader.text(zone));
        }
        return String.join(" ", fields);
    }

    private String dayOfMonth() {
        return switch (dates.days()) {
            case DayRule.EveryDay _ -> "*";
            case DayRule.OfWeek _ -> "?";
            case DayRule.OfMonth rule -> {
                var items = new ArrayList<String>();
                if (!rule.days().isEmpty()) {
                    items.add(rule.days().toString());
                }
                rule.workdays().stream().forEach(day -> items.add(day + "W"));
                if (rule.last()) {
                    items.add("L");
                }
                if (rule.lastWorkday()) {
                    items.add("LW");
                }
                yield String.join(",", items);
            }
        };
    }

    private String dayOfWeek() {
        return switch (dates.days()) {
            case DayRule.EveryDay _, DayRule.OfMonth _ -> "?";
            case DayRule.OfWeek rule -> {
                var items = new ArrayList<String>();
                if (!rule.every().isEmpty()) {
                    items.add(CronField.DAY_OF_WEEK
                            .set(rule.every().stream().mapToInt(CronField::number))
                            .text(CronField.DAY_OF_WEEK::word));
                }
                rule.lastOf().stream().sorted().forEach(day -> items.add(name(day) + "L"));
                rule.nth().stream()
                        .map(nth -> name(nth.weekday()) + "#" + nth.week())
                        .sorted()
                        .forEach(items::add);
                yield String.join(",", items);
            }
        };
    }

    private static String name(DayOfWeek day) {
        return CronField.DAY_OF_WEEK.word(CronField.number(day));
    }
}
