package io.opsbus.invocation.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.ParseException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** All sample expressions of guide 2.3.3; Quartz accepts every one of them. */
class GuideSamplesTest {
    private static final int FIRE_TIMES = 10;

    static final List<String> SAMPLES = List.of(
            "0 15 10 ? * *",
            "0 15 10 * * ?",
            "0 15 10 * * ? *",
            "0 0 12 * * ?",
            "0 0 10,14,16 * * ?",
            "0 0/30 9-17 * * ?",
            "0 * 14 * * ?",
            "0 0-5 14 * * ?",
            "0 0/5 14 * * ?",
            "0 0/5 14,18 * * ?",
            "0 0 12 ? * WED",
            "0 15 10 ? * MON-FRI",
            "0 0 2 1 * ? *",
            "0 15 10 15 * ?",
            "0 15 10 L * ?",
            "0 15 10 ? * 6L",
            "0 15 10 ? * 6#3",
            "0 10,44 14 ? 3 WED",
            "0 15 10 ? * 6L 2002-2005",
            "0 15 10 * * ? 2005",
            "0 15 10 ? * 6L 2002-2006");

    @Test
    void thereAreTwentyOne() {
        assertThat(SAMPLES).hasSize(21).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void theNextTenFireTimesAreThoseOfQuartz(String sample) throws ParseException {
        for (ZoneId zone : List.of(ZoneOffset.UTC, ZoneId.of("Asia/Shanghai"))) {
            Instant start = Instant.parse("2001-12-28T10:15:00Z");
            List<Instant> expected = Quartz.fires(sample, zone, start, FIRE_TIMES);

            List<Instant> fires = Schedules.fires(Schedules.of(sample).timetable(start, zone), start, FIRE_TIMES);

            assertThat(fires).hasSize(FIRE_TIMES).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @FieldSource("SAMPLES")
    void theAgentsAreToldTheSameInTheirWords(String sample) {
        assertThat(Schedules.of(Schedules.of(sample).agentText())).isEqualTo(Schedules.of(sample));
    }

    @Test
    void samplesOfYearsThatArePastNeverFireAgain() {
        Instant now = Instant.parse("2026-11-23T00:00:00Z");
        assertThat(SAMPLES.stream().filter(sample -> sample.contains("200")))
                .hasSize(3)
                .allSatisfy(sample -> assertThat(Schedules.of(sample).next(now)).isEmpty());
    }

    @Test
    void theSampleOfTheApiChapterWithStarsInBothDayFieldsIsEveryDay() throws ParseException {
        Instant start = Instant.parse("2026-11-23T23:30:00Z");
        assertThat(Schedules.fires("0 */20 * * * *", "UTC", start.toString(), FIRE_TIMES))
                .isEqualTo(Quartz.fires("0 */20 * * * ?", ZoneOffset.UTC, start, FIRE_TIMES));
    }
}
