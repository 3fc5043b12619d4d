package io.opsbus.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.agent.RunTask.Repeat;
import io.opsbus.agent.TaskBook.Order;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskBookTest {
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:30Z");
    private static final Instant NEXT = Instant.parse("2026-11-26T10:01:00Z");

    private final TaskBook book = new TaskBook(ZoneOffset.UTC);
    private final RunTask once = Tasks.shell("t-1", "echo");
    private final RunTask everyMinute = Tasks.timed("t-2", 0, Repeat.PERIOD, "0 * * * * ?", NOW);

    @Test
    void aSingleTaskRunsAtOnceAndIsForgottenWhenItEnds() {
        assertThat(book.take(once, NOW)).containsExactly(new Order.Run(once));
        assertThat(book.ended(once)).isEmpty();
        assertThat(book.isKnown("t-1")).isFalse();
    }

    @Test
    void aTaskThatIsDeliveredAgainWhileItRunsIsLeftAlone() {
        book.take(once, NOW);
        assertThat(book.take(once, NOW)).isEmpty();
    }

    @Test
    void aTimetableIsArmedAndRunsEachTimeItIsDue() {
        assertThat(book.take(everyMinute, NOW)).containsExactly(new Order.Arm(everyMinute, NEXT));
        assertThat(due(everyMinute, NEXT))
                .containsExactly(new Order.Run(everyMinute), new Order.Arm(everyMinute, NEXT.plusSeconds(60)));
        assertThat(book.ended(everyMinute)).isEmpty();
    }

    @Test
    void aTimerThatRingsTooSoonIsArmedAgain() {
        book.take(everyMinute, NOW);
        assertThat(due(everyMinute, NEXT.minusMillis(1))).containsExactly(new Order.Arm(everyMinute, NEXT));
    }

    @Test
    void aRunThatWouldOverlapIsLeftOut() {
        book.take(everyMinute, NOW);
        due(everyMinute, NEXT);
        assertThat(due(everyMinute, NEXT.plusSeconds(60)))
                .containsExactly(new Order.Arm(everyMinute, NEXT.plusSeconds(120)));
    }

    @Test
    void theSameTimetableAgainIsLeftAloneAndAnotherVersionReplacesIt() {
        RunTask newer = Tasks.timed("t-2", 1, Repeat.PERIOD, "0 30 * * * ?", NOW);
        book.take(everyMinute, NOW);
        assertThat(book.take(Tasks.timed("t-2", 0, Repeat.PERIOD, "0 * * * * ?", NOW), NOW))
                .isEmpty();
        assertThat(book.take(newer, NOW)).containsExactly(new Order.Arm(newer, Instant.parse("2026-11-26T10:30:00Z")));
        assertThat(due(everyMinute, NEXT)).isEmpty();
    }

    @Test
    void aRunThatGoesOnWhenItsTimetableIsChangedIsNotOverlapped() {
        RunTask newer = Tasks.timed("t-2", 1, Repeat.PERIOD, "30 * * * * ?", NOW);
        Instant half = NOW.plusSeconds(60);
        book.take(everyMinute, NOW);
        due(everyMinute, NEXT);
        assertThat(book.take(newer, NEXT)).containsExactly(new Order.Arm(newer, half));
        assertThat(due(newer, half)).containsExactly(new Order.Arm(newer, half.plusSeconds(60)));
        assertThat(book.ended(everyMinute)).isEmpty();
        assertThat(due(newer, half.plusSeconds(60))).first().isEqualTo(new Order.Run(newer));
    }

    @Test
    void aStopEndsWhatRunsThoughItsTimetableIsAnotherByNow() {
        book.take(everyMinute, NOW);
        due(everyMinute, NEXT);
        book.take(Tasks.timed("t-2", 1, Repeat.PERIOD, "30 * * * * ?", NOW), NEXT);
        assertThat(book.stop(everyMinute)).containsExactly(new Order.Kill(everyMinute));
    }

    @Test
    void aTimetableThatIsChangedToNoneRunsNoMore() {
        book.take(everyMinute, NOW);
        assertThat(book.take(Tasks.timed("t-2", 1, Repeat.AT, "at(2020-01-01T00:00:00)", NOW), NOW))
                .hasSize(1);
        assertThat(due(everyMinute, NEXT)).isEmpty();
        assertThat(book.isKnown("t-2")).isFalse();
    }

    @Test
    void aTimetableWithoutAFurtherRunIsCompletedAfterItsLast() {
        RunTask at = Tasks.timed("t-3", 0, Repeat.AT, "at(2026-11-26T10:01:00)", NOW);
        assertThat(book.take(at, NOW)).containsExactly(new Order.Arm(at, NEXT));
        assertThat(due(at, NEXT)).containsExactly(new Order.Run(at));
        assertThat(book.ended(at))
                .singleElement()
                .satisfies(order -> assertThat(((Order.Tell) order).report().target())
                        .contains("/stopped?", "result=completed", "start=0&end=0"));
    }

    @Test
    void aRateRunsAfterEachFullPeriodSinceItsCreation() {
        RunTask rate = Tasks.timed("t-4", 0, Repeat.RATE, "rate(5m)", NOW.minusSeconds(60));
        assertThat(book.take(rate, NOW)).containsExactly(new Order.Arm(rate, NOW.plusSeconds(240)));
    }

    @Test
    void whatIsNoTimetableOrIsOverIsToldAsInvalid() {
        assertThat(told(Tasks.timed("t-5", 0, Repeat.PERIOD, "at noon", NOW))).contains("value=InvalidCronExpression");
        assertThat(told(Tasks.timed("t-6", 0, Repeat.AT, "at(2020-01-01T00:00:00)", NOW)))
                .contains("param=cron", "value=CronExpressionExpired");
    }

    private String told(RunTask task) {
        return ((Order.Tell) book.take(task, NOW).getFirst()).report().target();
    }

    @Test
    void stoppingKillsWhatRunsAndTellsOfWhatDoesNot() {
        book.take(once, NOW);
        assertThat(book.stop(once)).containsExactly(new Order.Kill(once));
        assertThat(book.stop(once))
                .singleElement()
                .satisfies(order -> assertThat(((Order.Tell) order).report().target())
                        .contains("/stopped?", "result=killed", "start=0&end=0"));
    }

    /** A timer has rung, and the stop comes before the process is started. */
    @Test
    void aRunThatIsStoppedBeforeItBeginsIsNotWantedAnyMore() {
        book.take(everyMinute, NOW);
        due(everyMinute, NEXT);
        assertThat(book.isWanted(everyMinute)).isTrue();
        book.stop(everyMinute);
        assertThat(book.isWanted(everyMinute)).isFalse();
    }

    @Test
    void aStoppedTimetableNeverRunsAgain() {
        book.take(everyMinute, NOW);
        book.stop(everyMinute);
        assertThat(due(everyMinute, NEXT)).isEmpty();
    }

    /** A day ahead for a moment: what it would not have run until tomorrow runs within a minute. */
    @Test
    void aClockThatWasAheadLeavesNoRunOut() {
        book.take(everyMinute, NOW);
        Instant ahead = NOW.plus(Duration.ofDays(1));
        assertThat(due(everyMinute, ahead, 30)).hasSize(2);
        book.ended(everyMinute);
        Instant back = NOW.plusSeconds(300);
        assertThat(due(everyMinute, back)).containsExactly(new Order.Arm(everyMinute, back.plusSeconds(30)));
        assertThat(due(everyMinute, back.plusSeconds(30))).contains(new Order.Run(everyMinute));
    }

    @Test
    void aClockThatIsSetBackALittleRunsNothingTwice() {
        book.take(everyMinute, NOW);
        assertThat(due(everyMinute, NEXT)).hasSize(2);
        book.ended(everyMinute);
        assertThat(due(everyMinute, NEXT.minusSeconds(50), 30))
                .containsExactly(new Order.Arm(everyMinute, NEXT.plusSeconds(60)));
    }

    /** By twenty minutes: what it ran ahead of its time is not run again, and what comes next is not waited for longer than usual. */
    @Test
    void aClockThatWasAheadForLessThanAnHourLeavesNoMinuteOut() {
        book.take(everyMinute, NOW);
        Instant ahead = NEXT.plus(Duration.ofMinutes(20));
        assertThat(due(everyMinute, ahead, 30)).hasSize(2);
        book.ended(everyMinute);
        Instant next = NEXT.plusSeconds(60);
        assertThat(due(everyMinute, NEXT.plusSeconds(30), 60)).containsExactly(new Order.Arm(everyMinute, next));
        assertThat(due(everyMinute, next.minusMillis(1), 89)).containsExactly(new Order.Arm(everyMinute, next));
        assertThat(due(everyMinute, next, 90)).contains(new Order.Run(everyMinute));
    }

    @Test
    void whatRanByAClockThatWasAheadIsNotRunAgain() {
        RunTask everyHour = Tasks.timed("t-2", 0, Repeat.PERIOD, "0 10 * * * ?", NOW);
        Instant ten = Instant.parse("2026-11-26T10:10:00Z");
        book.take(everyHour, NOW);
        assertThat(due(everyHour, ten, 5)).contains(new Order.Run(everyHour));
        book.ended(everyHour);
        assertThat(due(everyHour, ten.minusSeconds(1200), 6))
                .containsExactly(new Order.Arm(everyHour, ten.plusSeconds(3600)));
    }

    @Test
    void aTimetableThatWasTakenByAClockThatWasAheadRingsInItsTime() {
        book.take(everyMinute, NOW.plusSeconds(1200));
        assertThat(due(everyMinute, NOW, 10)).containsExactly(new Order.Arm(everyMinute, NEXT));
    }

    /** By a clock that is right. */
    private List<Order> due(RunTask task, Instant now) {
        return book.due(task, now, Duration.between(NOW, now));
    }

    private List<Order> due(RunTask task, Instant now, long seconds) {
        return book.due(task, now, Duration.ofSeconds(seconds));
    }
}
