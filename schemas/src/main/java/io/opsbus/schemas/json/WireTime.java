package io.opsbus.schemas.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The forms a time has in the guide's JSON, named by the schema property {@code wireForm}. Parsing is exact: only text
 * that formatting gives back unchanged is a time. Written by hand because this runs for every time of every delivery.
 */
enum WireTime {
    /** {@code yyyyMMdd'T'HHmmss.SSSZ}, always at +0800 (guide 4.1). */
    EVENT_TIME("eventTime", "00000000T000000.000+0800", "yyyyMMdd'T'HHmmss.SSS+0800", 8 * 3600),
    /** {@code yyyy-MM-dd'T'HH:mm:ss'Z'} (guide 4.2). */
    UTC_SECONDS("utcSeconds", "0000-00-00T00:00:00Z", "yyyy-MM-dd'T'HH:mm:ss'Z'", 0),
    /** {@code yyyy-MM-dd'T'HH:mm'Z'}. */
    UTC_MINUTES("utcMinutes", "0000-00-00T00:00Z", "yyyy-MM-dd'T'HH:mm'Z'", 0);

    private static final int DIGITS = 17;
    private static final long DAY = 86_400;

    private final String word;
    /** A zero for every digit that varies; all else must be as it stands here. */
    private final String mask;

    private final String pattern;
    private final int offsetSeconds;
    private final int fixedFrom;

    WireTime(String word, String mask, String pattern, int offsetSeconds) {
        this.word = word;
        this.mask = mask;
        this.pattern = pattern;
        this.offsetSeconds = offsetSeconds;
        this.fixedFrom = mask.indexOf('+') < 0 ? mask.length() : mask.indexOf('+');
    }

    static WireTime of(Schema.Field field) {
        String named = field.getProp("wireForm");
        for (WireTime form : values()) {
            if (form.word.equals(named)) {
                return form;
            }
        }
        throw new IllegalStateException(field.name() + ": no wire form of a time: " + named);
    }

    /** The form, for an error message. */
    String pattern() {
        return pattern;
    }

    /** The time, or null when the text is not exactly in this form or names no time (month 13, second 60). */
    @Nullable
    Instant parse(String text) {
        int[] digits = new int[DIGITS];
        if (!readDigits(text, digits)) {
            return null;
        }
        int year = number(digits, 0, 4);
        int month = number(digits, 4, 2);
        int day = number(digits, 6, 2);
        int hour = number(digits, 8, 2);
        int minute = number(digits, 10, 2);
        int second = number(digits, 12, 2);
        if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) {
            return null;
        }
        try {
            long seconds = LocalDate.of(year, month, day).toEpochDay() * DAY + hour * 3600L + minute * 60L + second;
            return Instant.ofEpochSecond(seconds - offsetSeconds, number(digits, 14, 3) * 1_000_000L);
        } catch (DateTimeException noSuchDay) {
            return null;
        }
    }

    private boolean readDigits(String text, int[] digits) {
        if (text.length() != mask.length()) {
            return false;
        }
        int next = 0;
        for (int i = 0; i < mask.length(); i++) {
            char c = text.charAt(i);
            if (mask.charAt(i) == '0' && i < fixedFrom) {
                if (c < '0' || c > '9') {
                    return false;
                }
                digits[next++] = c - '0';
            } else if (c != mask.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int number(int[] digits, int from, int count) {
        int number = 0;
        for (int i = from; i < from + count; i++) {
            number = number * 10 + digits[i];
        }
        return number;
    }

    /**
     * The time in this form; what is finer than the form is cut off.
     *
     * @throws IllegalArgumentException outside the years 0000 to 9999
     */
    char[] format(Instant time) {
        long local = time.getEpochSecond() + offsetSeconds;
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(local, DAY));
        if (date.getYear() < 0 || date.getYear() > 9999) {
            throw new IllegalArgumentException("year " + date.getYear() + " has no place in " + pattern);
        }
        int ofDay = Math.floorMod(local, (int) DAY);
        int[] digits = new int[DIGITS];
        spread(digits, 0, 4, date.getYear());
        spread(digits, 4, 2, date.getMonthValue());
        spread(digits, 6, 2, date.getDayOfMonth());
        spread(digits, 8, 2, ofDay / 3600);
        spread(digits, 10, 2, ofDay / 60 % 60);
        spread(digits, 12, 2, ofDay % 60);
        spread(digits, 14, 3, time.getNano() / 1_000_000);
        char[] text = mask.toCharArray();
        int next = 0;
        for (int i = 0; i < fixedFrom; i++) {
            if (text[i] == '0') {
                text[i] = (char) ('0' + digits[next++]);
            }
        }
        return text;
    }

    private static void spread(int[] digits, int from, int count, int number) {
        int rest = number;
        for (int i = from + count - 1; i >= from; i--) {
            digits[i] = rest % 10;
            rest /= 10;
        }
    }
}
