package io.opsbus.notifier.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 2026-11-23T12:00:00Z",
                "120 | 2026-11-23T12:02:00Z",
                "86400 | 2026-11-24T12:00:00Z",
                "Mon, 23 Nov 2026 12:30:00 GMT | 2026-11-23T12:30:00Z",
                "Monday, 23-Nov-26 12:30:00 GMT | 2026-11-23T12:30:00Z",
                "Mon Nov 23 12:30:00 2026 | 2026-11-23T12:30:00Z",
                "Sun, 01 Nov 2026 00:00:00 GMT | 2026-11-23T12:00:00Z",
            })
    void secondsAndDatesAreRead(String header, Instant expected) {
        assertThat(RetryAfter.parse(header, NOW)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999999999999", "4000000000", "Wed, 23 Nov 2050 12:30:00 GMT"})
    void theFarFutureIsAtMostAYearAway(String header) {
        assertThat(RetryAfter.parse(header, NOW)).contains(NOW.plus(Duration.ofDays(366)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-1", "1.5", "soon", "12s", "Mon, 99 Nov 2026 12:30:00 GMT", "٣"})
    void anythingElseIsAsIfItWereNotThere(String header) {
        assertThat(RetryAfter.parse(header, NOW)).isEmpty();
    }
}
