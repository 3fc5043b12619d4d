package io.opsbus.invocation.schedule;

import io.opsbus.invocation.schedule.Schedule.Reading;
import io.opsbus.invocation.schedule.Schedule.Valid;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a {@code Frequency}: tells the three forms apart, reads the two short ones. */
final class ScheduleReader {
    /** No useful expression comes near it; work and messages are bounded by it. */
    static final int LONGEST = 256;

    private static final Pattern RATE = Pattern.compile("rate\\(0?(\\d{1,7})([smhd])\\)");
    private static final Pattern AT =
            Pattern.compile("at\\((\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d)(?: (\\S+))?\\)");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);

    private final String text;
    private final ScheduleLimits limits;
    private final Findings findings = new Findings();

    private ScheduleReader(String text, ScheduleLimits limits) {
        this.text = text;
        this.limits = limits;
    }

    static Reading read(String text, ScheduleLimits limits) {
        var reader = new ScheduleReader(text.strip(), limits);
        if (text.length() > LONGEST) {
            return reader.refuse(Fault.TOO_LONG, LONGEST);
        }
        return reader.read();
    }

    private Reading read() {
        if (text.isEmpty()) {
            return refuse(Fault.EMPTY);
        }
        OptionalInt foreign =
                text.codePoints().filter(c -> c != '\t' && (c < ' ' || c > '~')).findFirst();
        if (foreign.isPresent()) {
            return refuse(Fault.FOREIGN_CHARACTER, name(foreign.getAsInt()));
        }
        if (text.startsWith("rate")) {
            return rate();
        }
        return text.startsWith("at") ? at() : new CronReader(text, limits, findings).read();
    }

    private Reading rate() {
        Matcher parts = RATE.matcher(text);
        if (!parts.matches()) {
            return refuse(Fault.NO_RATE);
        }
        Duration every = Duration.of(Long.parseLong(parts.group(1)), unit(parts.group(2)));
        if (every.compareTo(limits.shortestRate()) < 0 || every.compareTo(limits.longestRate()) > 0) {
            return refuse(
                    Fault.RATE_OUT_OF_RANGE,
                    limits.shortestRate().toSeconds(),
                    limits.longestRate().toSeconds());
        }
        return new Valid(new Rate(every, text));
    }

    private static ChronoUnit unit(String letter) {
        return switch (letter) {
            case "s" -> ChronoUnit.SECONDS;
            case "m" -> ChronoUnit.MINUTES;
            case "h" -> ChronoUnit.HOURS;
            default -> ChronoUnit.DAYS;
        };
    }

    private Reading at() {
        Matcher parts = AT.matcher(text);
        if (!parts.matches()) {
            return refuse(Fault.NO_TIME);
        }
        LocalDateTime time;
        try {
            time = LocalDateTime.parse(parts.group(1), TIME);
        } catch (DateTimeException e) {
            return refuse(Fault.NO_TIME);
        }
        if (time.getYear() < CronField.YEAR.lowest() || time.getYear() > CronField.YEAR.highest()) {
            return refuse(Fault.NO_TIME);
        }
        ZoneId zone = parts.group(2) == null ? ZoneOffset.UTC : ZoneReader.read(parts.group(2), findings);
        return findings.none() ? new Valid(new At(time.atZone(zone).toInstant())) : findings.invalid();
    }

    private Reading refuse(Fault fault, Object... values) {
        findings.add(Findings.WHOLE, text, fault, values);
        return findings.invalid();
    }

    private static String name(int character) {
        String code = "U+%04X".formatted(character);
        return Character.isLetterOrDigit(character) || Character.getType(character) == Character.OTHER_PUNCTUATION
                ? Character.toString(character) + " (" + code + ")"
                : code;
    }
}
