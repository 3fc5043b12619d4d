package io.opsbus.invocation.schedule;

import io.opsbus.invocation.schedule.Schedule.Reading;
import io.opsbus.invocation.schedule.calendar.CronDates;
import io.opsbus.invocation.schedule.calendar.DayRule;
import io.opsbus.invocation.schedule.calendar.NumberSet;
import io.opsbus.invocation.schedule.calendar.TimesOfDay;
import io.opsbus.invocation.schedule.calendar.TimesOfDay.Gap;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a cron expression and looks at its fire times: there must be some, and they must not come too close. */
final class CronReader {
    private static final int FIELDS = 6;

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final String text;
    private final ScheduleLimits limits;
    private final Findings findings;

    CronReader(String text, ScheduleLimits limits, Findings findings) {
        this.text = text;
        this.limits = limits;
        this.findings = findings;
    }

    Reading read() {
        String[] words = text.split("[ \t]+", -1);
        if (words.length < FIELDS || words.length > FIELDS + 2) {
            findings.add(Findings.WHOLE, text, Fault.FIELD_COUNT, words.length);
            return findings.invalid();
        }
        boolean yearGiven = words.length == FIELDS + 2 || (words.length == FIELDS + 1 && !isZone(words[FIELDS]));
        String zoneText =
                words.length > FIELDS && !(yearGiven && words.length == FIELDS + 1) ? words[words.length - 1] : null;
        NumberSet seconds = numbers(CronField.SECOND, words[0]);
        NumberSet minutes = numbers(CronField.MINUTE, words[1]);
        NumberSet hours = numbers(CronField.HOUR, words[2]);
        DayRule days = new DayReader(findings).read(words[3], words[5]);
        NumberSet months = numbers(CronField.MONTH, words[4]);
        NumberSet years = numbers(CronField.YEAR, yearGiven ? words[FIELDS] : "*");
        ZoneId zone = zoneText == null ? null : ZoneReader.read(zoneText, findings);
        if (!findings.none()) {
            return findings.invalid();
        }
        return check(words, new CronDates(years, months, days), new TimesOfDay(hours, minutes, seconds), zone);
    }

    private static boolean isZone(String word) {
        return Character.isLetter(word.charAt(0));
    }

    private NumberSet numbers(CronField field, String word) {
        return field.set(new NumberReader(field, word, findings).items());
    }

    private Reading check(String[] words, CronDates dates, TimesOfDay times, @Nullable ZoneId zone) {
        if (dates.next(LocalDate.EPOCH) == null) {
            boolean byWeekday = dates.days() instanceof DayRule.OfWeek;
            findings.add(
                    byWeekday ? CronField.DAY_OF_WEEK : CronField.DAY_OF_MONTH, words[byWeekday ? 5 : 3], Fault.NEVER);
        }
        tooClose(dates, times)
                .ifPresent(gap -> findings.add(
                        Findings.WHOLE,
                        text,
                        Fault.TOO_OFTEN,
                        clock(gap.from()),
                        clock(gap.to()),
                        gap.seconds(),
                        limits.shortestCron().toSeconds()));
        return findings.none() ? new Schedule.Valid(new Cron(dates, times, zone)) : findings.invalid();
    }

    /** The first two neighbouring fire times that are too close, as an ordinary clock shows them. */
    private Optional<Gap> tooClose(CronDates dates, TimesOfDay times) {
        long shortest = limits.shortestCron().toSeconds();
        Optional<Gap> withinDay = times.firstBelow(shortest);
        if (withinDay.isPresent()) {
            return withinDay;
        }
        Gap overnight = times.overnight();
        return overnight.seconds() < shortest && dates.haveNeighbours() ? Optional.of(overnight) : Optional.empty();
    }

    private static String clock(int secondOfDay) {
        return LocalTime.ofSecondOfDay(secondOfDay).format(CLOCK);
    }
}
