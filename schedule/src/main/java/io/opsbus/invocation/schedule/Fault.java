package io.opsbus.invocation.schedule;

/** Everything that can be wrong with a {@code Frequency}, and the way out of it. */
public enum Fault {
    EMPTY(
            "is empty; write a cron expression of six or seven fields, rate(5m) or at(2030-01-01 08:00:00 Asia/Shanghai)"),
    TOO_LONG("has more than %s characters; shorten lists to ranges such as 1-5 or steps such as 0/5"),
    FOREIGN_CHARACTER("contains the character %s; write half-width letters, digits and signs only"),
    FIELD_COUNT(
            "has %s fields; write second, minute, hour, day of month, month, day of week, then a year and a time zone if"
                    + " needed"),
    EMPTY_ITEM("has nothing before, after or between commas; leave out the extra comma"),
    NO_VALUE("has \"%s\", which is no value; write %s, or one of the signs %s"),
    OUT_OF_RANGE("has %s, which is out of range; write %s"),
    LEADING_ZEROS("has %s; write at most one leading zero"),
    NO_RANGE("has \"%s\"; write a range as two values and a hyphen, such as %s"),
    REVERSED_RANGE("has the range %s, which ends before it starts; write the earlier year first"),
    NO_STEP("has the step \"%s\"; write a start, a slash and a number of 1 to %s, such as %s"),
    QUESTION_MARK("has a question mark; it may only stand alone, as the whole day of month or day of week"),
    LAST_OR_WORKDAY("has \"%s\"; write L (last day), LW (last working day) or a day and W, such as 15W"),
    LAST_OR_NTH(
            "has \"%s\"; write a weekday and L (the last one in the month), such as 6L, or a weekday, # and 1 to 5, such as"
                    + " 6#3"),
    BOTH_DAYS("is given together with day of week \"%s\"; write ? for one of the two"),
    NEVER("never comes: no month of the years given has such a day; change day, month or year"),
    TOO_OFTEN("fires at %s and at %s, only %s s apart; leave at least %s s between two runs"),
    NO_ZONE("is no time zone; write a name such as Asia/Shanghai, an offset such as GMT+8:00, or UTC"),
    ZONE_CASE("is no time zone; did you mean %s?"),
    NO_OFFSET("is no offset; write GMT-12:59 to GMT+14:59, the hour without a leading zero, such as GMT+8:00"),
    NO_RATE("is no interval; write rate(<number><unit>) without spaces, the unit being s, m, h or d, such as rate(5m)"),
    RATE_OUT_OF_RANGE("is out of range; write an interval from %s s to %s s"),
    NO_TIME("is no time; write at(yyyy-MM-dd HH:mm:ss) or at(yyyy-MM-dd HH:mm:ss <time zone>), years 1970 to 2099");

    private final String words;

    Fault(String words) {
        this.words = words;
    }

    /** The end of a sentence that begins with the part and what was found there. */
    String words() {
        return words;
    }
}
