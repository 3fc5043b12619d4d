package io.opsbus.invocation.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScheduleErrorsTest {

    /** A text, the part that is wrong, what is wrong with it. */
    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("", "Frequency", Fault.EMPTY),
                Arguments.of(" \t ", "Frequency", Fault.EMPTY),
                Arguments.of("0 0 0 1" + ",1".repeat(200) + " * ?", "Frequency", Fault.TOO_LONG),
                Arguments.of("0 0 0 1，2 * ?", "Frequency", Fault.FOREIGN_CHARACTER),
                Arguments.of("0 0 0 1 *　?", "Frequency", Fault.FOREIGN_CHARACTER),
                Arguments.of("0 0 0 1 *\n?", "Frequency", Fault.FOREIGN_CHARACTER),
                Arguments.of("*/5 * * * *", "Frequency", Fault.FIELD_COUNT),
                Arguments.of("0 0 0 1 * ? 2030 UTC 1", "Frequency", Fault.FIELD_COUNT),
                Arguments.of("@daily", "Frequency", Fault.FIELD_COUNT),
                Arguments.of("0 1,,2 0 * * ?", "minute", Fault.EMPTY_ITEM),
                Arguments.of("0 0 0 1, * ?", "day of month", Fault.EMPTY_ITEM),
                Arguments.of("x 0 0 * * ?", "second", Fault.NO_VALUE),
                Arguments.of("0 0 +1 * * ?", "hour", Fault.NO_VALUE),
                Arguments.of("0 0 L * * ?", "hour", Fault.NO_VALUE),
                Arguments.of("0 0 0 ? MONDAY *", "month", Fault.NO_VALUE),
                Arguments.of("0 0 0 ? * MONDAY", "day of week", Fault.NO_VALUE),
                Arguments.of("60 0 0 * * ?", "second", Fault.OUT_OF_RANGE),
                Arguments.of("0 0 24 * * ?", "hour", Fault.OUT_OF_RANGE),
                Arguments.of("0 0 0 0 * ?", "day of month", Fault.OUT_OF_RANGE),
                Arguments.of("0 0 0 32W * ?", "day of month", Fault.OUT_OF_RANGE),
                Arguments.of("0 0 0 ? * 0", "day of week", Fault.OUT_OF_RANGE),
                Arguments.of("0 0 0 ? * 8#1", "day of week", Fault.OUT_OF_RANGE),
                Arguments.of("0 0 99999999999999999999 * * ?", "hour", Fault.OUT_OF_RANGE),
                Arguments.of("0 0 0 * * ? 20300", "year", Fault.OUT_OF_RANGE),
                Arguments.of("0 0 008 * * ?", "hour", Fault.LEADING_ZEROS),
                Arguments.of("0 1- 0 * * ?", "minute", Fault.NO_RANGE),
                Arguments.of("0 1-2-3 0 * * ?", "minute", Fault.NO_RANGE),
                Arguments.of("0 0 0 * * ? 2030-2020", "year", Fault.REVERSED_RANGE),
                Arguments.of("0 0/0 0 * * ?", "minute", Fault.NO_STEP),
                Arguments.of("0 0/ 0 * * ?", "minute", Fault.NO_STEP),
                Arguments.of("0 0/5/5 0 * * ?", "minute", Fault.NO_STEP),
                Arguments.of("0 0 0 * 1/99999999999 ?", "month", Fault.NO_STEP),
                Arguments.of("0 ? 0 * * ?", "minute", Fault.QUESTION_MARK),
                Arguments.of("0 0 0 ?,1 * *", "day of month", Fault.QUESTION_MARK),
                Arguments.of("0 0 0 * * ? ?", "year", Fault.QUESTION_MARK),
                Arguments.of("0 0 0 L-3 * ?", "day of month", Fault.LAST_OR_WORKDAY),
                Arguments.of("0 0 0 W15 * ?", "day of month", Fault.LAST_OR_WORKDAY),
                Arguments.of("0 0 0 1-15W * ?", "day of month", Fault.LAST_OR_WORKDAY),
                Arguments.of("0 0 0 ? * 6#6", "day of week", Fault.LAST_OR_NTH),
                Arguments.of("0 0 0 ? * #1", "day of week", Fault.LAST_OR_NTH),
                Arguments.of("0 0 0 ? * 2-6L", "day of week", Fault.LAST_OR_NTH),
                Arguments.of("0 0 0 1 * MON", "day of month", Fault.BOTH_DAYS),
                Arguments.of("0 0 0 30 2 ?", "day of month", Fault.NEVER),
                Arguments.of("0 0 0 31 4,6,9,11 ?", "day of month", Fault.NEVER),
                Arguments.of("0 0 0 ? 2 SUN#5 2097-2099", "day of week", Fault.NEVER),
                Arguments.of("0/9 * * * * ?", "Frequency", Fault.TOO_OFTEN),
                Arguments.of("0 0 0 * * ? CST", "time zone", Fault.NO_ZONE),
                Arguments.of("0 0 0 * * ? Mars/Olympus", "time zone", Fault.NO_ZONE),
                Arguments.of("0 0 0 * * ? 2030 SystemV/PST8", "time zone", Fault.NO_ZONE),
                Arguments.of("0 0 0 * * ? asia/shanghai", "time zone", Fault.ZONE_CASE),
                Arguments.of("0 0 0 * * ? utc", "time zone", Fault.ZONE_CASE),
                Arguments.of("0 0 0 * * ? GMT+08:00", "time zone", Fault.NO_OFFSET),
                Arguments.of("0 0 0 * * ? GMT-13:00", "time zone", Fault.NO_OFFSET),
                Arguments.of("0 0 0 * * ? UTC+8", "time zone", Fault.NO_OFFSET),
                Arguments.of("rate(5)", "Frequency", Fault.NO_RATE),
                Arguments.of("rate(5w)", "Frequency", Fault.NO_RATE),
                Arguments.of("rate(-5m)", "Frequency", Fault.NO_RATE),
                Arguments.of("rate(99999999999999999999d)", "Frequency", Fault.NO_RATE),
                Arguments.of("rate(59s)", "Frequency", Fault.RATE_OUT_OF_RANGE),
                Arguments.of("rate(0m)", "Frequency", Fault.RATE_OUT_OF_RANGE),
                Arguments.of("rate(8d)", "Frequency", Fault.RATE_OUT_OF_RANGE),
                Arguments.of("at(2030-02-30 00:00:00)", "Frequency", Fault.NO_TIME),
                Arguments.of("at(2030-01-01 24:00:00)", "Frequency", Fault.NO_TIME),
                Arguments.of("at(2030-01-01T00:00:00)", "Frequency", Fault.NO_TIME),
                Arguments.of("at(1969-12-31 00:00:00)", "Frequency", Fault.NO_TIME),
                Arguments.of("at(2030-01-01 00:00:00 Asia/Shangai)", "time zone", Fault.NO_ZONE));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void theErrorNamesThePartAndTheFault(String text, String part, Fault fault) {
        InvalidSchedule problem = Schedules.problem(text);
        assertThat(problem.part()).isEqualTo(part);
        assertThat(problem.fault()).isEqualTo(fault);
        assertThat(problem.sentence()).startsWith(part + " \"").doesNotContain("%");
    }

    @Test
    void everyFaultIsReached() {
        assertThat(wrong().map(row -> row.get()[2])).contains((Object[]) Fault.values());
    }

    @Test
    void aWayOutIsTold() {
        InvalidSchedule problem = Schedules.problem("0 15 10 ? * 8");
        assertThat(problem.sentence()).isEqualTo("day of week \"8\" has 8, which is out of range; write 1-7 SUN-SAT");
    }

    @Test
    void allWrongPartsAreToldAtOnce() {
        Map<String, Fault> faults = new TreeMap<>();
        for (InvalidSchedule problem : Schedules.problems("61 x 24 32 FOO ? 1800 CST")) {
            faults.put(problem.part(), problem.fault());
        }
        assertThat(faults)
                .isEqualTo(Map.of(
                        "second", Fault.OUT_OF_RANGE,
                        "minute", Fault.NO_VALUE,
                        "hour", Fault.OUT_OF_RANGE,
                        "day of month", Fault.OUT_OF_RANGE,
                        "month", Fault.NO_VALUE,
                        "year", Fault.OUT_OF_RANGE,
                        "time zone", Fault.NO_ZONE));
    }

    @Test
    void aLongTextIsQuotedInPart() {
        List<InvalidSchedule> problems = Schedules.problems("\u0000\ud800" + "9".repeat(10_000));
        assertThat(problems.getFirst().sentence()).hasSizeLessThan(200).startsWith("Frequency \"??99");
    }
}
