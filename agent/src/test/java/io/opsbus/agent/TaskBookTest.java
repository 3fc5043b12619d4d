package io.opsbus.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.agent.RunTask.Repeat;
import io.opsbus.agent.TaskBook.Order;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
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
        assertThat(book.due(everyMinute, NEXT))
                .containsExactly(new Order.Run(everyMinute), new Order.Arm(everyMinute, NEXT.plusSeconds(60)));
        assertThat(book.ended(everyMinute)).isEmpty();
    }

    @Test
    void aTimerThatRingsTooSoonIsArmedAgain() {
        book.take(everyMinute, NOW);
        assertThat(book.due(everyMinute, NEXT.minusMillis(1))).containsExactly(new Order.Arm(everyMinute, NEXT));
    }

    @Test
    void aRunThatWouldOverlapIsLeftOut() {
        book.take(everyMinute, NOW);
        book.due(everyMinute, NEXT);
        assertThat(book.due(everyMinute, NEXT.plusSeconds(60)))
                .containsExactly(new Order.Arm(everyMinute, NEXT.plusSeconds(120)));
    }

    @Test
    void theSameTimetableAgainIsLeftAloneAndAnotherVersionReplacesIt() {
        RunTask newer = Tasks.timed("t-2", 1, Repeat.PERIOD, "0 30 * * * ?", NOW);
        book.take(everyMinute, NOW);
        assertThat(book.take(Tasks.timed("t-2", 0, Repeat.PERIOD, "0 * * * * ?", NOW), NOW))
                .isEmpty();
        assertThat(book.take(newer, NOW)).containsExactly(new Order.Arm(newer, Instant.parse("2026-11-26T10:30:00Z")));
        assertThat(book.due(everyMinute, NEXT)).isEmpty();
    }

    @Test
    void aRunThatGoesOnWhenItsTimetableIsChangedIsNotOverlapped() {
        RunTask newer = Tasks.timed("t-2", 1, Repeat.PERIOD, "30 * * * * ?", NOW);
        Instant half = NOW.plusSeconds(60);
        book.take(everyMinute, NOW);
        book.due(everyMinute, NEXT);
        assertThat(book.take(newer, NEXT)).containsExactly(new Order.Arm(newer, half));
        assertThat(book.due(newer, half)).containsExactly(new Order.Arm(newer, half.plusSeconds(60)));
        assertThat(book.ended(everyMinute)).isEmpty();
        assertThat(book.due(newer, half.plusSeconds(60))).first().isEqualTo(new Order.Run(newer));
    }

    @Test
    void aStopEndsWhatRunsThoughItsTimetableIsAnotherByNow() {
        book.take(everyMinute, NOW);
        book.due(everyMinute, NEXT);
        book.take(Tasks.timed("t-2", 1, Repeat.PERIOD, "30 * * * * ?", NOW), NEXT);
        assertThat(book.stop(everyMinute)).containsExactly(new Order.Kill(everyMinute));
    }

    @Test
    void aTimetableThatIsChangedToNoneRunsNoMore() {
        book.take(everyMinute, NOW);
        assertThat(book.take(Tasks.timed("t-2", 1, Repeat.AT, "at(2020-01-01T00:00:00)", NOW), NOW))
                .hasSize(1);
        assertThat(book.due(everyMinute, NEXT)).isEmpty();
        assertThat(book.isKnown("t-2")).isFalse();
    }

    @Test
    void aTimetableWithoutAFurtherRunIsCompletedAfterItsLast() {
        RunTask at = Tasks.timed("t-3", 0, Repeat.AT, "at(2026-11-26T10:01:00)", NOW);
        assertThat(book.take(at, NOW)).containsExactly(new Order.Arm(at, NEXT));
        assertThat(book.due(at, NEXT)).containsExactly(new Order.Run(at));
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
        book.due(everyMinute, NEXT);
        assertThat(book.isWanted(everyMinute)).isTrue();
        book.stop(everyMinute);
        assertThat(book.isWanted(everyMinute)).isFalse();
    }

    @Test
    void aStoppedTimetableNeverRunsAgain() {
        book.take(everyMinute, NOW);
        book.stop(everyMinute);
        assertThat(book.due(everyMinute, NEXT)).isEmpty();
    }

    /** A day ahead for a moment: what it would not have run until tomorrow runs within a minute. */
    @Test
    void aClockThatWasAheadLeavesNoRunOut() {
        book.take(everyMinute, NOW);
        Instant ahead = NOW.plus(Duration.ofDays(1));
        assertThat(book.due(everyMinute, ahead)).hasSize(2);
        book.ended(everyMinute);
        Instant back = NOW.plusSeconds(300);
        assertThat(book.due(everyMinute, back)).containsExactly(new Order.Arm(everyMinute, back.plusSeconds(30)));
        assertThat(book.due(everyMinute, back.plusSeconds(30))).contains(new Order.Run(everyMinute));
    }

    @Test
    void aClockThatIsSetBackALittleRunsNothingTwice() {
        book.take(everyMinute, NOW);
        assertThat(book.due(everyMinute, NEXT)).hasSize(2);
        book.ended(everyMinute);
        assertThat(book.due(everyMinute, NEXT.minusSeconds(50)))
                .containsExactly(new Order.Arm(everyMinute, NEXT.plusSeconds(60)));
    }
}
