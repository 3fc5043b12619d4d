package io.opsbus.invocation.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.testkit.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:15:30.500Z");

    @Test
    void aFireTimeIsStrictlyAfterTheMomentAsked() {
        Schedule schedule = Schedules.of("0 0 12 * * ?");
        Instant noon = Instant.parse("2026-11-23T12:00:00Z");
        assertThat(schedule.next(noon.minusNanos(1))).contains(noon);
        assertThat(schedule.next(noon)).contains(noon.plus(Duration.ofDays(1)));
    }

    @ParameterizedTest
    @CsvSource({
        "0 0 12 * * ? 2027, 2027-12-31T12:00:00Z",
        "0 0 12 29 2 ? 2026-2030, 2028-02-29T12:00:00Z",
        "*/10 * * * * ? 2026, 2026-12-31T23:59:50Z",
        "0 0 0 1 1 ? 2027 Asia/Shanghai, 2026-12-31T16:00:00Z"
    })
    void aCronThatNamesItsYearsHasALastFireTime(String text, Instant last) {
        Cron cron = (Cron) Schedules.of(text);
        assertThat(cron.last(NOW, ZoneOffset.UTC)).contains(last);
        assertThat(cron.last(last.minusSeconds(1), ZoneOffset.UTC)).contains(last);
        assertThat(cron.last(last, ZoneOffset.UTC)).isEmpty();
    }

    @Test
    void aCronThatGoesOnHasNone() {
        assertThat(((Cron) Schedules.of("0 0 12 * * ?")).last(NOW, ZoneOffset.UTC))
                .isEmpty();
    }

    @Test
    void aLeapDayIsFoundAcrossTheCenturyThatHasNone() {
        Schedule schedule = Schedules.of("0 0 0 29 2 ?");
        assertThat(schedule.next(Instant.parse("2096-02-28T00:00:00Z")))
                .contains(Instant.parse("2096-02-29T00:00:00Z"));
        assertThat(schedule.next(Instant.parse("2096-03-01T00:00:00Z"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 * * * ?", "0 0 0 29 2 ? UTC", "rate(7d)", "at(2099-12-31 23:59:59)"})
    void theEndsOfTimeAreAnswered(String text) {
        Schedule schedule = Schedules.of(text);
        assertThat(schedule.timetable(NOW, ZoneOffset.UTC).next(Instant.MIN)).isPresent();
        assertThat(schedule.timetable(NOW, ZoneOffset.UTC).next(Instant.MAX)).isEmpty();
        assertThat(schedule.timetable(NOW, ZoneOffset.UTC).next(Schedule.END.minusSeconds(1)))
                .isEmpty();
    }

    @Test
    void aRateCountsFromCreationAndFirstRunsOneIntervalLater() {
        Schedule.Timetable timetable = Schedules.of("rate(90m)").timetable(NOW, ZoneOffset.UTC);
        assertThat(Schedules.fires(timetable, NOW, 2))
                .containsExactly(NOW.plus(Duration.ofMinutes(90)), NOW.plus(Duration.ofHours(3)));
        assertThat(timetable.next(NOW.plus(Duration.ofMinutes(100)))).contains(NOW.plus(Duration.ofHours(3)));
        assertThat(timetable.next(NOW.minus(Duration.ofDays(9)))).contains(NOW.plus(Duration.ofMinutes(90)));
    }

    @ParameterizedTest
    @CsvSource({
        "rate(60s), PT1M",
        "rate(05m), PT5M",
        "rate(7d), P7D",
        "rate(168h), P7D",
        "rate(604800s), P7D",
    })
    void aRateHasFourUnits(String text, Duration every) {
        assertThat(Schedules.of(text)).isEqualTo(new Rate(every, text));
    }

    @ParameterizedTest
    @CsvSource({
        "at(2030-06-06 13:15:30), 2030-06-06T13:15:30Z",
        "at(2030-06-06 13:15:30 UTC), 2030-06-06T13:15:30Z",
        "at(2030-06-06 13:15:30 Asia/Shanghai), 2030-06-06T05:15:30Z",
        "at(2030-06-06 13:15:00 GMT-7:30), 2030-06-06T20:45:00Z",
    })
    void aTimeIsUtcUnlessItNamesAZoneAndTheAgentsHearUtc(String text, Instant time) {
        Schedule schedule = Schedules.of(text);
        assertThat(schedule.next(NOW)).contains(time);
        assertThat(schedule.next(time)).isEmpty();
        assertThat(schedule.agentText()).isEqualTo("at(" + time.toString().replace("Z", "") + ")");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0 15 10 ? * 6L             | 0 15 10 ? * FRIL
                    0 15 10 ? * 6#3,l          | 0 15 10 ? * SAT,FRI#3
                    0 0 22-6/4 ? 11-2 fri-mon  | 0 0 2,6,22 ? 1-2,11-12 SUN-MON,FRI-SAT
                    0 0 0 LW,15w,l,3 * * 2030  | 0 0 0 3,15W,L,LW * ? 2030
                    0 0 0 ? * ? GMT+8:00       | 0 0 0 * * ? GMT+8:00
                    0 0 0 * * * * GMT-3:30     | 0 0 0 * * ? GMT-3:30
                    0 0 0 1-31 * 2 UTC         | 0 0 0 ? * MON UTC
                    """)
    void theAgentsHearNamesOfDaysAndPlainRuns(String text, String agents) {
        assertThat(Schedules.of(text).agentText()).isEqualTo(agents);
    }

    @Test
    void theShortestIntervalIsFoundAmongTheFireTimesEvenAcrossMidnight() {
        assertThat(Schedules.of("0/10 * * * * ?")).isInstanceOf(Cron.class);
        assertThat(Schedules.of("0,50 0 0 * * ?")).isInstanceOf(Cron.class);
        assertThat(Schedules.problem("0,55 * * * * ?").sentence())
                .contains("fires at 00:00:55 and at 00:01:00, only 5 s apart; leave at least 10 s");
        assertThat(Schedules.problem("0,55 0,59 0,23 * * ?").sentence())
                .contains("fires at 23:59:55 and at 00:00:00, only 5 s apart");
        assertThat(Schedules.of("0,55 0,59 0,23 1 * ?"))
                .as("no first day of a month follows another")
                .isInstanceOf(Cron.class);
    }

    @Test
    void theShortestIntervalIsASetting() {
        var patient = new ScheduleLimits(Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofDays(1));
        assertThat(Schedule.parse("0/30 * * * * ?", patient)).isInstanceOf(Schedule.Invalid.class);
        assertThat(Schedule.parse("0 * * * * ?", patient)).isInstanceOf(Schedule.Valid.class);
        assertThat(Schedule.parse("rate(59m)", patient)).isInstanceOf(Schedule.Invalid.class);
    }

    @Test
    void anyTextGetsAnAnswerAndWhatIsTakenCanBeAsked() {
        SplittableRandom random = Seeds.random("anyTextGetsAnAnswerAndWhatIsTakenCanBeAsked");
        List<String> grams = List.of(
                "0",
                "7",
                "31",
                "59",
                "2030",
                "*",
                "?",
                "-",
                "/",
                ",",
                "L",
                "W",
                "#",
                "lw",
                "MON",
                "feb",
                " ",
                " ",
                " ",
                "rate(",
                "at(",
                ")",
                "Asia/Shanghai",
                "GMT+8:00",
                "\t",
                "\n",
                "\u0000",
                "，",
                "\ud800",
                "９",
                "-1",
                "00");
        int taken = 0;
        for (int n = 0; n < 50_000; n++) {
            var text = new StringBuilder(random.nextInt(3) == 0 ? "0 0 0 * * ? " : "");
            for (int length = random.nextInt(24); length > 0; length--) {
                text.append(grams.get(random.nextInt(grams.size())));
            }
            switch (Schedule.parse(text.toString())) {
                case Schedule.Valid valid -> {
                    taken++;
                    valid.schedule()
                            .next(NOW)
                            .ifPresent(next -> assertThat(next).isAfter(NOW));
                    assertThat(valid.schedule().agentText()).isNotBlank();
                }
                case Schedule.Invalid invalid ->
                    assertThat(invalid.problems())
                            .isNotEmpty()
                            .allSatisfy(
                                    problem -> assertThat(problem.sentence()).hasSizeLessThan(1_500));
            }
        }
        assertThat(taken).isPositive();
    }
}
