package io.opsbus.invocation.schedule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/** A random list of special days, as the cron fields for it and as a predicate of a plain calendar. */
final class SpecialDays {
    private final List<String> items = new ArrayList<>();
    private final List<Predicate<LocalDate>> meanings = new ArrayList<>();
    private final boolean byWeekday;

    SpecialDays(SplittableRandom random) {
        byWeekday = random.nextBoolean();
        for (int n = random.nextInt(3); n >= 0; n--) {
            if (byWeekday) {
                addWeekday(random);
            } else {
                addDay(random);
            }
        }
    }

    private void addDay(SplittableRandom random) {
        int day = random.nextInt(1, 32);
        switch (random.nextInt(3)) {
            case 0 -> add("L", date -> date.equals(date.with(TemporalAdjusters.lastDayOfMonth())));
            case 1 -> add("LW", date -> date.equals(workday(date.with(TemporalAdjusters.lastDayOfMonth()))));
            default ->
                add(day + "W", date -> day <= date.lengthOfMonth() && date.equals(workday(date.withDayOfMonth(day))));
        }
    }

    private void addWeekday(SplittableRandom random) {
        int number = random.nextInt(1, 8);
        DayOfWeek weekday = DayOfWeek.SATURDAY.plus(number);
        int week = random.nextInt(1, 6);
        if (random.nextBoolean()) {
            add(number + "L", date -> date.equals(date.with(TemporalAdjusters.lastInMonth(weekday))));
        } else {
            add(number + "#" + week, date -> date.equals(date.with(TemporalAdjusters.dayOfWeekInMonth(week, weekday))));
        }
    }

    private void add(String item, Predicate<LocalDate> meaning) {
        items.add(item);
        meanings.add(meaning);
    }

    /** The nearest of Monday to Friday within the month; a Sunday looks forward first, a Saturday back. */
    private static LocalDate workday(LocalDate date) {
        List<Integer> order = date.getDayOfWeek() == DayOfWeek.SUNDAY ? List.of(0, 1, -2) : List.of(0, -1, 2);
        return order.stream()
                .map(date::plusDays)
                .filter(near -> near.getMonth() == date.getMonth()
                        && near.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0)
                .findFirst()
                .orElseThrow();
    }

    String fields() {
        String list = String.join(",", items);
        return byWeekday ? "? * " + list : list + " * ?";
    }

    List<Instant> midnights(Instant after, int most) {
        LocalDate first = LocalDate.ofInstant(after, ZoneOffset.UTC);
        return first.datesUntil(first.plusYears(8))
                .filter(date -> meanings.stream().anyMatch(meaning -> meaning.test(date)))
                .map(date -> date.atStartOfDay().toInstant(ZoneOffset.UTC))
                .filter(midnight -> midnight.isAfter(after))
                .limit(most)
                .toList();
    }
}
