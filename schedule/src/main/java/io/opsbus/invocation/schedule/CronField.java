package io.opsbus.invocation.schedule;

import io.opsbus.invocation.schedule.calendar.NumberSet;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The seven fields of a cron expression, in their order (guide 2.3.3, the table of fields). */
enum CronField {
    SECOND("second", 0, 59),
    MINUTE("minute", 0, 59),
    HOUR("hour", 0, 23),
    DAY_OF_MONTH("day of month", 1, 31),
    MONTH("month", 1, 12, "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"),
    /** 1 is Sunday here; to the agents 1 is Monday, which is why {@link Cron#agentText} writes names. */
    DAY_OF_WEEK("day of week", 1, 7, "SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"),
    YEAR("year", 1970, 2099);

    private final String called;
    private final int lowest;
    private final int highest;

    @SuppressWarnings("ImmutableEnumChecker") // from List.of
    private final List<String> names;

    CronField(String called, int lowest, int highest, String... names) {
        this.called = called;
        this.lowest = lowest;
        this.highest = highest;
        this.names = List.of(names);
    }

    /** What people call it. */
    String called() {
        return called;
    }

    int lowest() {
        return lowest;
    }

    int highest() {
        return highest;
    }

    /** How many numbers the field has. */
    int size() {
        return highest - lowest + 1;
    }

    /** The characters beside digits and names that the field takes. */
    String specials() {
        return switch (this) {
            case DAY_OF_MONTH -> "* , - / ? L W";
            case DAY_OF_WEEK -> "* , - / ? L #";
            case SECOND, MINUTE, HOUR, MONTH, YEAR -> "* , - /";
        };
    }

    /** The values the field takes, for people: {@code 0-59}, {@code 1-12 JAN-DEC}. */
    String takes() {
        String numbers = lowest + "-" + highest;
        return names.isEmpty() ? numbers : numbers + " " + names.getFirst() + "-" + names.getLast();
    }

    /** The number a name stands for, in any case; -1 if it is no name of this field. */
    int numberOf(String name) {
        int index = names.indexOf(name.toUpperCase(Locale.ROOT));
        return index < 0 ? -1 : lowest + index;
    }

    /** The word for a number: its name if the field has names. */
    String word(int number) {
        return names.isEmpty() ? Integer.toString(number) : names.get(number - lowest);
    }

    NumberSet set(IntStream numbers) {
        return NumberSet.of(lowest, highest, numbers);
    }

    /** The weekday of a number of {@link #DAY_OF_WEEK}. */
    static DayOfWeek weekday(int number) {
        return number == 1 ? DayOfWeek.SUNDAY : DayOfWeek.of(number - 1);
    }

    /** The number of a weekday in {@link #DAY_OF_WEEK}. */
    static int number(DayOfWeek day) {
        return day.getValue() % 7 + 1;
    }
}
