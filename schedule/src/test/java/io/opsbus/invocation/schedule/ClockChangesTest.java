package io.opsbus.invocation.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.testkit.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clocks put forward and back: the rules that {@link CronTimetable} states. */
class ClockChangesTest {
    /** One that moves by half an hour, one that left out a whole day, one that changes twice around Ramadan. */
    private static final List<String> ZONES = List.of(
            "Europe/Berlin",
            "America/New_York",
            "Australia/Lord_Howe",
            "Pacific/Apia",
            "Africa/Casablanca",
            "America/Sao_Paulo",
            "Asia/Shanghai");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a skipped time fires later        | 0 30 2 * * ?   | 2026-03-28T12:00:00Z | 2026-03-29T01:30:00Z 2026-03-30T00:30:00Z
                    a repeated time fires once        | 0 30 2 * * ?   | 2026-10-24T12:00:00Z | 2026-10-25T00:30:00Z 2026-10-26T01:30:00Z
                    a skipped time that falls on one  | 0 30 2,3 * * ? | 2026-03-29T00:00:00Z | 2026-03-29T01:30:00Z 2026-03-30T00:30:00Z
                    an interval has no second pause   | 0 30 * * * ?   | 2026-03-28T23:40:00Z | 2026-03-29T00:30:00Z 2026-03-29T01:30:00Z
                    an interval goes on when repeated | 0 30 * * * ?   | 2026-10-24T23:40:00Z | 2026-10-25T00:30:00Z 2026-10-25T01:30:00Z
                    midnight is never touched here    | 0 0 0 * * ?    | 2026-03-28T12:00:00Z | 2026-03-28T23:00:00Z 2026-03-29T22:00:00Z
                    """)
    void inBerlin(String name, String cron, String after, String expected) {
        assertThat(Schedules.fires(cron, "Europe/Berlin", after, 2))
                .as(name)
                .isEqualTo(Stream.of(expected.split(" ")).map(Instant::parse).toList());
    }

    @Test
    void anExpressionOfTheInstancesZoneFollowsTheInstance() {
        assertThat(Schedules.fires("0 0 8 * * ?", "Asia/Shanghai", "2026-11-23T00:00:00Z", 1))
                .containsExactly(Instant.parse("2026-11-24T00:00:00Z"));
        assertThat(Schedules.fires("0 0 8 * * ? UTC", "Asia/Shanghai", "2026-11-23T00:00:00Z", 1))
                .containsExactly(Instant.parse("2026-11-23T08:00:00Z"));
    }

    @Test
    void aroundEveryChangeTheFireTimesAreThoseTheRulesAllow() {
        SplittableRandom random = Seeds.random("aroundEveryChangeTheFireTimesAreThoseTheRulesAllow");
        for (String zone : ZONES) {
            ZoneRules rules = ZoneId.of(zone).getRules();
            ZoneOffsetTransition change = rules.nextTransition(Instant.parse("2009-01-01T00:00:00Z"));
            for (int n = 0; n < 12 && change != null; n++) {
                compareAround(change, rules, expression(random));
                change = rules.nextTransition(change.getInstant());
            }
        }
    }

    private static void compareAround(ZoneOffsetTransition change, ZoneRules rules, Expression expression) {
        Duration around = change.getDuration().abs().plusHours(2);
        Instant start = change.getInstant().minus(around).minusSeconds(1);
        Instant end = change.getInstant().plus(around);
        var expected = Stream.iterate(start.plusSeconds(1), end::isAfter, minute -> minute.plusSeconds(60))
                .filter(minute -> expression.fires(minute, rules))
                .toList();
        Schedule.Timetable timetable = Schedules.of(expression.cron()).timetable(start, ZoneId.of("UTC"));
        assertThat(timetable).isInstanceOf(CronTimetable.class);
        var zoned = new CronTimetable(((CronTimetable) timetable).dates(), ((CronTimetable) timetable).times(), rules);

        assertThat(Schedules.fires(zoned, start, expected.size() + 1).stream().filter(end::isAfter))
                .as("%s around %s", expression.cron(), change)
                .isEqualTo(expected);
    }

    private static Expression expression(SplittableRandom random) {
        int step = random.nextInt(1, 31);
        boolean everyHour = random.nextBoolean();
        int firstHour = everyHour ? 0 : random.nextInt(24);
        int hourStep = everyHour ? 1 : random.nextInt(1, 5);
        return new Expression(step, firstHour, hourStep);
    }

    /** An expression and, minute by minute, what the rules say of it. */
    private record Expression(int minuteStep, int firstHour, int hourStep) {
        String cron() {
            return "0 0/" + minuteStep + " " + firstHour + "/" + hourStep + " * * ?";
        }

        boolean fires(Instant minute, ZoneRules rules) {
            LocalDateTime local = LocalDateTime.ofInstant(minute, rules.getOffset(minute));
            boolean everyHour = firstHour == 0 && hourStep == 1;
            if (everyHour) {
                return matches(local);
            }
            ZoneOffsetTransition change = rules.previousTransition(minute.plusNanos(1));
            boolean justChanged = change != null
                    && minute.isBefore(
                            change.getInstant().plus(change.getDuration().abs()));
            if (justChanged && change.isOverlap()) {
                return false;
            }
            boolean postponed = justChanged && matches(LocalDateTime.ofInstant(minute, change.getOffsetBefore()));
            return postponed || matches(local);
        }

        private boolean matches(LocalDateTime local) {
            return local.getMinute() % minuteStep == 0
                    && local.getHour() >= firstHour
                    && (local.getHour() - firstHour) % hourStep == 0;
        }
    }
}
