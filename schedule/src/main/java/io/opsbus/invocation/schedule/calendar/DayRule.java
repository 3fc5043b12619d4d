package io.opsbus.invocation.schedule.calendar;

import java.time.DayOfWeek;
import java.time.YearMonth;
import java.util.Set;

/** Which days of a month a cron expression means: its day-of-month field or its day-of-week field, never both. */
public sealed interface DayRule {

    /** The days of one month: bit n of the answer is set when day n is meant; no bit past the end of the month. */
    int days(YearMonth month);

    /** Neither field limits the days. */
    record EveryDay() implements DayRule {
        @Override
        public int days(YearMonth month) {
            return upTo(month.lengthOfMonth());
        }
    }

    /**
     * Days by their number. A day the month does not have is left out.
     *
     * @param days the numbers
     * @param workdays {@code 15W}: the working day (Monday to Friday) nearest to the day, within the same month; a month
     *     that does not have the day has none
     * @param last {@code L}, the last day
     * @param lastWorkday {@code LW}, the last working day
     */
    record OfMonth(NumberSet days, NumberSet workdays, boolean last, boolean lastWorkday) implements DayRule {
        @Override
        public int days(YearMonth month) {
            int length = month.lengthOfMonth();
            int found = (int) days.mask() & upTo(length);
            for (int day = workdays.first(); day != NumberSet.NONE && day <= length; day = workdays.next(day + 1)) {
                found |= 1 << nearestWorkday(month, day);
            }
            if (last) {
                found |= 1 << length;
            }
            if (lastWorkday) {
                found |= 1 << nearestWorkday(month, length);
            }
            return found;
        }

        private static int nearestWorkday(YearMonth month, int day) {
            return switch (month.atDay(day).getDayOfWeek()) {
                case SATURDAY -> day > 1 ? day - 1 : day + 2;
                case SUNDAY -> day < month.lengthOfMonth() ? day + 1 : day - 2;
                default -> day;
            };
        }
    }

    /**
     * Days by their weekday.
     *
     * @param every these weekdays in every week
     * @param lastOf {@code 6L}: the last such weekday of the month
     * @param nth {@code 6#3}: the third such weekday; a month without a fifth one has none
     */
    record OfWeek(Set<DayOfWeek> every, Set<DayOfWeek> lastOf, Set<Nth> nth) implements DayRule {
        public OfWeek {
            every = Set.copyOf(every);
            lastOf = Set.copyOf(lastOf);
            nth = Set.copyOf(nth);
        }

        @Override
        public int days(YearMonth month) {
            int length = month.lengthOfMonth();
            int found = 0;
            for (DayOfWeek weekday : every) {
                for (int day = firstOf(weekday, month); day <= length; day += 7) {
                    found |= 1 << day;
                }
            }
            for (DayOfWeek weekday : lastOf) {
                int first = firstOf(weekday, month);
                found |= 1 << (first + (length - first) / 7 * 7);
            }
            for (Nth one : nth) {
                int day = firstOf(one.weekday(), month) + (one.week() - 1) * 7;
                found |= day <= length ? 1 << day : 0;
            }
            return found;
        }

        private static int firstOf(DayOfWeek weekday, YearMonth month) {
            int ahead = weekday.getValue() - month.atDay(1).getDayOfWeek().getValue();
            return 1 + Math.floorMod(ahead, 7);
        }
    }

    /**
     * One weekday of a month by its number.
     *
     * @param week 1 for the first such weekday, up to 5
     */
    record Nth(DayOfWeek weekday, int week) {}

    private static int upTo(int day) {
        return (int) ((2L << day) - 2);
    }
}
