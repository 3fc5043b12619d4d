package io.opsbus.invocation.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.ParseException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where this grammar and Quartz part, each by name. */
class QuartzDifferencesTest {
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    star in both day fields         | 0 0 0 * * *
                    question mark in both           | 0 0 0 ? * ?
                    all days by number and weekday  | 0 0 0 1-31 * MON
                    a last weekday in a list        | 0 0 0 ? * 2L,3
                    two numbered weekdays           | 0 0 0 ? * 6#3,2#1
                    """)
    void quartzRejectsWhatIsTakenHere(String name, String cron) {
        assertThatThrownBy(() -> Quartz.fires(cron, ZoneOffset.UTC, START, 1))
                .as(name)
                .isInstanceOf(ParseException.class);
        assertThat(Schedules.of(cron).next(START)).as(name).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    days before the last            | 0 0 0 L-3 * ?       | LAST_OR_WORKDAY
                    a step without a start          | 0 /20 0 * * ?       | NO_STEP
                    a day that never comes          | 0 0 0 30 2 ?        | NEVER
                    a leap day of a common year     | 0 0 0 29 2 ? 2027   | NEVER
                    a year before the table's       | 0 0 0 1 1 ? 1969    | OUT_OF_RANGE
                    a year behind the table's       | 0 0 0 1 1 ? 2100    | OUT_OF_RANGE
                    every second                    | * * * * * ?         | TOO_OFTEN
                    """)
    void quartzTakesWhatIsRefusedHere(String name, String cron, Fault fault) throws ParseException {
        assertThat(Quartz.fires(cron, ZoneOffset.UTC, START, 1)).as(name).hasSizeLessThanOrEqualTo(1);
        assertThat(Schedules.problem(cron).fault()).as(name).isEqualTo(fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0/60 0 * * ?", "0 0 0/24 * * ?", "0 0 0 1/32 * ?", "0 0 0 ? 1/13 *", "0 0 0 ? * 1/8"})
    void bothRefuseAStepLongerThanTheField(String cron) {
        assertThatThrownBy(() -> Quartz.fires(cron, ZoneOffset.UTC, START, 1)).isInstanceOf(ParseException.class);
        assertThat(Schedules.problem(cron).fault()).isEqualTo(Fault.NO_STEP);
    }

    @Test
    void aStepBehindANameCountsHereAndIsOverlookedByQuartz() throws ParseException {
        assertThat(dates(Schedules.fires("0 0 0 ? * MON-FRI/2", "UTC", START.toString(), 4)))
                .containsExactly("2026-01-02", "2026-01-05", "2026-01-07", "2026-01-09");
        assertThat(dates(Quartz.fires("0 0 0 ? * MON-FRI/2", ZoneOffset.UTC, START, 4)))
                .containsExactly("2026-01-02", "2026-01-05", "2026-01-06", "2026-01-07");
    }

    @Test
    void quartzLosesFireTimesOfAMovedWorkday() throws ParseException {
        String sunday = "0 0 8,9 28W * ?";
        Instant start = Instant.parse("2026-06-01T00:00:00Z");
        assertThat(Schedules.fires(sunday, "UTC", start.toString(), 3))
                .startsWith(Instant.parse("2026-06-29T08:00:00Z"), Instant.parse("2026-06-29T09:00:00Z"));
        assertThat(Quartz.fires(sunday, ZoneOffset.UTC, start, 3))
                .startsWith(Instant.parse("2026-06-29T08:00:00Z"), Instant.parse("2026-07-28T08:00:00Z"));
    }

    private static List<String> dates(List<Instant> fires) {
        return fires.stream()
                .map(fire -> LocalDate.ofInstant(fire, ZoneOffset.UTC).toString())
                .toList();
    }
}
