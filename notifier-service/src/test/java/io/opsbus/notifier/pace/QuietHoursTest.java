package io.opsbus.notifier.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opsbus.notifier.Level;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuietHoursTest {
    private static QuietHours hours(String from, String to, String zone, Level... through) {
        return new QuietHours(
                QuietHours.minute(from).orElseThrow(),
                QuietHours.minute(to).orElseThrow(),
                zone,
                List.of(through),
                false);
    }

    private static Instant at(String time) {
        return OffsetDateTime.parse(time).toInstant();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T21:59:59+08:00, ''",
        "2026-11-23T22:00:00+08:00, 2026-11-24T07:00:00+08:00",
        "2026-11-24T00:00:00+08:00, 2026-11-24T07:00:00+08:00",
        "2026-11-24T06:59:59.999+08:00, 2026-11-24T07:00:00+08:00",
        "2026-11-24T07:00:00+08:00, ''"
    })
    void aNightGoesOverMidnightInItsOwnZone(String now, String end) {
        assertEnd(hours("22:00", "07:00", "Asia/Shanghai"), now, end);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T11:59:00Z, ''",
        "2026-11-23T12:00:00Z, 2026-11-23T13:30:00Z",
        "2026-11-23T13:29:00Z, 2026-11-23T13:30:00Z",
        "2026-11-23T13:30:00Z, ''"
    })
    void aPauseAtNoonStaysWithinItsDay(String now, String end) {
        assertEnd(hours("12:00", "13:30", "UTC"), now, end);
    }

    /** Berlin puts its clocks forward on 2026-03-29 from 02:00 to 03:00, and back on 2026-10-25 from 03:00 to 02:00. */
    @ParameterizedTest
    @CsvSource({
        // the night of spring is an hour shorter, the night of autumn an hour longer
        "22:00, 07:00, 2026-03-28T22:00:00+01:00, 2026-03-29T07:00:00+02:00",
        "22:00, 07:00, 2026-10-24T22:00:00+02:00, 2026-10-25T07:00:00+01:00",
        // an end that is skipped is the moment it would have been
        "22:00, 02:30, 2026-03-29T01:59:00+01:00, 2026-03-29T03:30:00+02:00",
        "22:00, 02:30, 2026-03-29T03:30:00+02:00, ''",
        // an end shown twice: the second time, without a gap of noise before it
        "22:00, 02:30, 2026-10-25T02:15:00+02:00, 2026-10-25T02:30:00+01:00",
        "22:00, 02:30, 2026-10-25T02:45:00+02:00, 2026-10-25T02:30:00+01:00",
        "22:00, 02:30, 2026-10-25T02:29:00+01:00, 2026-10-25T02:30:00+01:00",
        "22:00, 02:30, 2026-10-25T02:30:00+01:00, ''",
        // a beginning shown twice: the first time
        "02:30, 08:00, 2026-10-25T02:30:00+02:00, 2026-10-25T08:00:00+01:00",
        "02:30, 08:00, 2026-10-25T02:15:00+01:00, 2026-10-25T08:00:00+01:00"
    })
    void theClockGoesForwardAndBack(String from, String to, String now, String end) {
        assertEnd(hours(from, to, "Europe/Berlin"), now, end);
    }

    private static void assertEnd(QuietHours hours, String now, String end) {
        assertThat(hours.end(at(now))).isEqualTo(end.isEmpty() ? Optional.empty() : Optional.of(at(end)));
    }

    @Test
    void eachMinuteOfAYearIsEitherQuietOrNotAndAQuietOneEndsWithinADay() {
        var hours = hours("22:00", "07:00", "Europe/Berlin");
        var quiet = 0;
        for (var now = at("2026-01-01T00:00:00Z");
                now.isBefore(at("2027-01-01T00:00:00Z"));
                now = now.plusSeconds(15 * 60)) {
            var end = hours.end(now);
            if (end.isPresent()) {
                quiet++;
                assertThat(end.get()).isBetween(now.plusSeconds(1), now.plusSeconds(10 * 3600));
                assertThat(hours.end(end.get())).as("nothing rests twice").isEmpty();
            }
        }
        assertThat(quiet).isEqualTo(365 * 9 * 4);
    }

    @Test
    void levelsThatAreToldAtOnceAre() {
        var hours = hours("22:00", "07:00", "Asia/Shanghai", Level.CRITICAL);
        var night = at("2026-11-23T23:00:00+08:00");
        assertThat(hours.end(Optional.of(Level.CRITICAL), night)).isEmpty();
        assertThat(hours.end(Optional.of(Level.WARN), night)).isPresent();
        assertThat(hours.end(Optional.empty(), night)).isPresent();
    }

    @Test
    void noneIsNeverQuiet() {
        assertThat(QuietHours.NONE.end(at("2026-11-23T00:00:00Z"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7:00", "24:00", "07:60", "07:00:00", "-1:00"})
    void whatIsNoTimeOfDayIsNone(String text) {
        assertThat(QuietHours.minute(text)).isEmpty();
    }

    @Test
    void minutesAndZonesMustExist() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new QuietHours(0, QuietHours.DAY, "UTC", List.of(), false));
        assertThatExceptionOfType(DateTimeException.class)
                .isThrownBy(() -> new QuietHours(0, 1, "Middle/Earth", List.of(), false));
    }
}
