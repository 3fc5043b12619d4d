package io.opsbus.invocation.schedule;

import io.opsbus.invocation.schedule.calendar.DayRule;
import io.opsbus.invocation.schedule.calendar.NumberSet;
import java.time.DayOfWeek;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Reads the two fields that say which days. They must not contradict each other, so one of them at most may limit the
 * days; the other is {@code ?}, or {@code *} (guide 2.3.3: {@code 0 15 10 * * ?}; API facts 3.5: {@code *} in both). A
 * question mark in both means every day, as it does to the agents.
 */
final class DayReader {
    private static final DayRule EVERY_DAY = new DayRule.EveryDay();

    private final Findings findings;

    DayReader(Findings findings) {
        this.findings = findings;
    }

    DayRule read(String dayOfMonth, String dayOfWeek) {
        DayRule byMonth = dayOfMonth.equals("?") ? EVERY_DAY : ofMonth(dayOfMonth);
        DayRule byWeek = dayOfWeek.equals("?") ? EVERY_DAY : ofWeek(dayOfWeek);
        if (byMonth.equals(EVERY_DAY)) {
            return byWeek;
        }
        if (!byWeek.equals(EVERY_DAY) && findings.none()) {
            findings.add(CronField.DAY_OF_MONTH, dayOfMonth, Fault.BOTH_DAYS, dayOfWeek);
        }
        return byMonth;
    }

    private DayRule ofMonth(String text) {
        var numbers = new NumberReader(CronField.DAY_OF_MONTH, text, findings);
        IntStream days = IntStream.empty();
        IntStream workdays = IntStream.empty();
        boolean last = false;
        boolean lastWorkday = false;
        for (String item : text.toUpperCase(Locale.ROOT).split(",", -1)) {
            if (item.equals("L")) {
                last = true;
            } else if (item.equals("LW")) {
                lastWorkday = true;
            } else if (item.matches("\\d+W")) {
                workdays =
                        IntStream.concat(workdays, IntStream.of(numbers.value(item.substring(0, item.length() - 1))));
            } else if (item.indexOf('L') >= 0 || item.indexOf('W') >= 0) {
                numbers.problem(Fault.LAST_OR_WORKDAY, item);
            } else {
                days = IntStream.concat(days, numbers.item(item));
            }
        }
        NumberSet numbered = CronField.DAY_OF_MONTH.set(days);
        return numbered.isFull()
                ? EVERY_DAY
                : new DayRule.OfMonth(numbered, CronField.DAY_OF_MONTH.set(workdays), last, lastWorkday);
    }

    private DayRule ofWeek(String text) {
        var numbers = new NumberReader(CronField.DAY_OF_WEEK, text, findings);
        var every = EnumSet.noneOf(DayOfWeek.class);
        var lastOf = EnumSet.noneOf(DayOfWeek.class);
        var nth = new HashSet<DayRule.Nth>();
        for (String item : text.toUpperCase(Locale.ROOT).split(",", -1)) {
            int hash = item.indexOf('#');
            if (item.equals("L")) {
                every.add(DayOfWeek.SATURDAY);
            } else if (item.matches("\\w+L")) {
                lastOf.add(CronField.weekday(numbers.value(item.substring(0, item.length() - 1))));
            } else if (item.matches("\\w+#[1-5]")) {
                DayOfWeek day = CronField.weekday(numbers.value(item.substring(0, hash)));
                nth.add(new DayRule.Nth(day, item.charAt(hash + 1) - '0'));
            } else if (hash >= 0 || item.endsWith("L")) {
                numbers.problem(Fault.LAST_OR_NTH, item);
            } else {
                numbers.item(item).mapToObj(CronField::weekday).forEach(every::add);
            }
        }
        return every.size() == DayOfWeek.values().length ? EVERY_DAY : new DayRule.OfWeek(every, lastOf, nth);
    }
}
