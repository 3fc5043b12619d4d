package io.opsbus.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.agent.RunTask.Repeat;
import io.opsbus.agent.RunTask.Timing;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrequencyTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "0 0 12 ? * 0          | 0 0 12 ? * 1",
                "0 0 12 ? * 7          | 0 0 12 ? * 1",
                "0 0 12 ? * 1-5        | 0 0 12 ? * 2-6",
                "0 0 12 ? * 5L         | 0 0 12 ? * 6L",
                "0 0 12 ? * 5#3        | 0 0 12 ? * 6#3",
                "0 0 12 ? * MON,6 2027 | 0 0 12 ? * MON,7 2027",
                "0 0 12 ? * 1/2        | 0 0 12 ? * 2/2",
                "0 0 12 * * ?          | 0 0 12 * * ?",
                "at(2030-01-01T08:00:00) | at(2030-01-01 08:00:00 UTC)",
                "rate(90s)             | rate(90s)"
            })
    void theAgentsWordsAreReadAsTheApis(String agents, String apis) {
        assertThat(Frequency.apiText(agents)).isEqualTo(apis);
    }

    @Test
    void sundayIsZeroHere() {
        assertThat(next("0 0 12 ? * 0", ZoneOffset.UTC)).isEqualTo("2026-11-29T12:00:00Z");
    }

    @Test
    void aCronWithoutAZoneIsMeantInTheZoneOfThisMachine() {
        assertThat(next("0 0 12 * * ?", ZoneId.of("Asia/Shanghai"))).isEqualTo("2026-11-27T04:00:00Z");
        assertThat(next("0 0 12 * * ? GMT+9:00", ZoneId.of("Asia/Shanghai"))).isEqualTo("2026-11-27T03:00:00Z");
    }

    @Test
    void ratesAndTimesMayBeCloserThanTheApiAllows() {
        assertThat(next("*/5 * * * * ?", ZoneOffset.UTC)).isEqualTo("2026-11-26T10:00:05Z");
        assertThat(next("rate(3s)", ZoneOffset.UTC)).isEqualTo("2026-11-26T10:00:03Z");
    }

    private static String next(String cron, ZoneId here) {
        Instant now = Instant.parse("2026-11-26T10:00:00Z");
        return Frequency.next(new Timing(Repeat.PERIOD, cron, now), here, now)
                .orElseThrow()
                .toString();
    }
}
