package io.opsbus.invocation.schedule.calendar;

import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * The dates on which a cron expression fires.
 *
 * @param years 1970 to 2099, not empty
 * @param months 1 to 12, not empty
 * @param days which days of such a month
 */
public record CronDates(NumberSet years, NumberSet months, DayRule days) {

    /**
     * The first date that is {@code from} or later; null when there is none. Looks at no more than 1560 months, the
     * twelve of each of the 130 years, so an expression that never fires costs microseconds and no more.
     */
    public @Nullable LocalDate next(LocalDate from) {
        int day = from.getDayOfMonth();
        int firstMonth = from.getMonthValue();
        for (int year = years.next(from.getYear()); year != NumberSet.NONE; year = years.next(year + 1)) {
            boolean sameYear = year == from.getYear();
            for (int month = months.next(sameYear ? firstMonth : 1);
                    month != NumberSet.NONE;
                    month = months.next(month + 1)) {
                int found = days.days(YearMonth.of(year, month));
                if (sameYear && month == firstMonth) {
                    found &= -1 << day;
                }
                if (found != 0) {
                    return LocalDate.of(year, month, Integer.numberOfTrailingZeros(found));
                }
            }
        }
        return null;
    }

    /** True when some date is followed by the next one. */
    public boolean haveNeighbours() {
        LocalDate date = next(LocalDate.EPOCH);
        while (date != null) {
            LocalDate following = date.plusDays(1);
            date = next(following);
            if (following.equals(date)) {
                return true;
            }
        }
        return false;
    }
}
