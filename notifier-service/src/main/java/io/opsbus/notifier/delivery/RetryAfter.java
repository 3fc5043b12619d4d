package io.opsbus.notifier.delivery;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the {@code Retry-After} header (RFC 9110 10.2.3): seconds, or a date in any of the three forms of 5.6.7. */
public final class RetryAfter {
    private static final int MAX_LENGTH = 40;
    private static final Duration FAR = Duration.ofDays(366);

    private RetryAfter() {}

    /** The instant asked for, never before {@code now} nor more than a year after it; empty for anything unreadable. */
    public static Optional<Instant> parse(String header, Instant now) {
        var text = header.strip();
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            var seconds = text.length() > 9 ? FAR : Duration.ofSeconds(Long.parseLong(text));
            return Optional.of(clamp(now.plus(seconds), now));
        }
        return date(text, now).map(at -> clamp(at, now));
    }

    private static Instant clamp(Instant at, Instant now) {
        var far = now.plus(FAR);
        return at.isBefore(now) ? now : at.isAfter(far) ? far : at;
    }

    private static Optional<Instant> date(String text, Instant now) {
        for (var form : forms(now)) {
            try {
                return Optional.of(ZonedDateTime.parse(text, form).toInstant());
            } catch (DateTimeException _) {
                // the next form
            }
        }
        return Optional.empty();
    }

    /** RFC 850 years have two digits and mean the nearest such year, hence {@code now}. */
    private static List<DateTimeFormatter> forms(Instant now) {
        var base = now.atZone(ZoneOffset.UTC).toLocalDate().minusYears(50);
        var rfc850 = new DateTimeFormatterBuilder()
                .appendPattern("EEEE, dd-MMM-")
                .appendValueReduced(ChronoField.YEAR, 2, 2, base)
                .appendPattern(" HH:mm:ss 'GMT'")
                .toFormatter(Locale.US)
                .withZone(ZoneOffset.UTC);
        var asctime = DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US)
                .withZone(ZoneOffset.UTC);
        return List.of(DateTimeFormatter.RFC_1123_DATE_TIME, rfc850, asctime);
    }
}
