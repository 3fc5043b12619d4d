package io.opsbus.invocation.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.testkit.Seeds;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Thousands of expressions: Quartz's fire times where Quartz takes the expression, a plain calendar's for the rest. */
class GeneratedCronTest {
    private static final ScheduleLimits ANY_INTERVAL =
            new ScheduleLimits(Duration.ZERO, Duration.ofSeconds(1), Duration.ofDays(1));
    private static final int EXPRESSIONS = 1_000;
    private static final int FIRE_TIMES = 10;
    private static final Instant LAST_COMPARED = Instant.parse("2099-12-30T00:00:00Z");
    private static final List<ZoneId> ZONES_WITHOUT_CHANGES =
            List.of(ZoneId.of("UTC"), ZoneId.of("Asia/Tokyo"), ZoneId.of("GMT+05:45"));

    @Test
    void fireTimesAreThoseOfQuartz() throws ParseException {
        SplittableRandom random = Seeds.random("fireTimesAreThoseOfQuartz");
        var generator = new CronGenerator(random);
        int fired = 0;
        for (int n = 0; n < EXPRESSIONS; n++) {
            String cron = generator.forQuartz();
            Instant start = start(random);
            ZoneId zone = ZONES_WITHOUT_CHANGES.get(random.nextInt(ZONES_WITHOUT_CHANGES.size()));
            List<Instant> expected = Quartz.fires(cron, zone, start, FIRE_TIMES).stream()
                    .filter(fire -> fire.isBefore(LAST_COMPARED))
                    .toList();

            List<Instant> fires = fires(cron, zone, start);

            assertThat(fires).as("%s from %s in %s", cron, start, zone).isEqualTo(expected);
            fired += fires.isEmpty() ? 0 : 1;
        }
        assertThat(fired).as("expressions that fired at all").isGreaterThan(EXPRESSIONS / 2);
    }

    @Test
    void listsOfSpecialDaysFireAsAPlainCalendarSays() {
        SplittableRandom random = Seeds.random("listsOfSpecialDaysFireAsAPlainCalendarSays");
        for (int n = 0; n < 500; n++) {
            var days = new SpecialDays(random);
            String cron = "0 0 0 " + days.fields();
            Instant start = start(random);

            assertThat(fires(cron, ZONES_WITHOUT_CHANGES.getFirst(), start))
                    .as("%s from %s", cron, start)
                    .isEqualTo(days.midnights(start, FIRE_TIMES));
        }
    }

    @Test
    void theAgentsWordsMeanTheSame() {
        SplittableRandom random = Seeds.random("theAgentsWordsMeanTheSame");
        var generator = new CronGenerator(random);
        for (int n = 0; n < EXPRESSIONS; n++) {
            String cron = generator.forQuartz() + (random.nextBoolean() ? " Asia/Shanghai" : "");
            if (Schedule.parse(cron, ANY_INTERVAL) instanceof Schedule.Valid(Schedule schedule)
                    && schedule.agentText().length() <= ScheduleReader.LONGEST) {
                assertThat(Schedule.parse(schedule.agentText(), ANY_INTERVAL))
                        .as(cron)
                        .isEqualTo(new Schedule.Valid(schedule));
            }
        }
    }

    private static List<Instant> fires(String cron, ZoneId zone, Instant start) {
        return switch (Schedule.parse(cron, ANY_INTERVAL)) {
            case Schedule.Valid valid ->
                Schedules.fires(valid.schedule().timetable(start, zone), start, FIRE_TIMES).stream()
                        .filter(fire -> fire.isBefore(LAST_COMPARED))
                        .toList();
            case Schedule.Invalid invalid -> {
                assertThat(invalid.problems())
                        .as(cron)
                        .allSatisfy(problem -> assertThat(problem.fault()).isEqualTo(Fault.NEVER));
                yield List.of();
            }
        };
    }

    private static Instant start(SplittableRandom random) {
        return Instant.parse("1999-12-31T00:00:00Z").plusSeconds(random.nextLong(60L * 365 * 86_400));
    }
}
