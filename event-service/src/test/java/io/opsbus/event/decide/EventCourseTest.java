package io.opsbus.event.decide;

import static io.opsbus.event.decide.Sample.ACCOUNT;
import static io.opsbus.event.decide.Sample.MACHINE;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.event.cycle.CycleRules;
import io.opsbus.event.cycle.EventCycle;
import io.opsbus.event.cycle.Subject;
import io.opsbus.event.cycle.Subject.Origin;
import io.opsbus.event.cycle.SystemEvent;
import io.opsbus.event.cycle.Target;
import io.opsbus.event.decide.EventInput.Acted;
import io.opsbus.event.decide.EventInput.Outcome;
import io.opsbus.event.decide.EventInput.Reported;
import io.opsbus.event.kind.Deed;
import io.opsbus.event.kind.Deed.Channel;
import io.opsbus.event.kind.EventStatus;
import io.opsbus.event.kind.EventType;
import io.opsbus.event.source.Bill;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import org.junit.jupiter.api.Test;

/** Whole lives of events in virtual time, with the durable timers of the ledger. */
class EventCourseTest {
    private static final Instant DAY_0 = Instant.parse("2019-03-01T00:00:00Z");
    private static final Subject REBOOT = Sample.subject(EventType.MAINTENANCE_REBOOT, Origin.OPERATOR);

    @Test
    void aMaintenanceIsPublishedRemindedMovedExecutedAndForgotten() throws SQLException {
        var course = new Course(DAY_0);
        course.change(REBOOT.id(), new EventInput.Schedule(REBOOT, day(30)));
        course.walkTo(REBOOT.id(), day(27));
        assertThat(course.event(REBOOT.id())).containsInstanceOf(SystemEvent.Draft.class);
        assertThat(course.told()).isEmpty();

        course.walkTo(REBOOT.id(), day(29));
        course.change(REBOOT.id(), new EventInput.Reschedule(ACCOUNT, MACHINE, day(29).plus(Duration.ofHours(10))));
        course.walkTo(REBOOT.id(), day(29).plus(Duration.ofHours(10)));
        course.clock.advance(Duration.ofMinutes(3));
        course.change(REBOOT.id(), new Reported(MACHINE, new Outcome.Done(course.clock.instant())));
        // closed on 30 March, forgotten two months later
        course.walkTo(REBOOT.id(), Instant.parse("2019-05-30T10:02:59Z"));
        assertThat(course.published(REBOOT.id()).status()).isEqualTo(EventStatus.EXECUTED);
        course.walkTo(REBOOT.id(), Instant.parse("2019-05-30T10:03:00Z"));

        assertThat(course.event(REBOOT.id())).isEmpty();
        assertThat(course.told())
                .containsExactly(
                        "2019-03-29T00:00:00Z Scheduled",
                        "2019-03-30T00:00:00Z Scheduled",
                        "2019-03-30T09:00:00Z Scheduled",
                        "2019-03-30T10:00:00Z Executing",
                        "2019-03-30T10:00:00Z please REBOOT",
                        "2019-03-30T10:03:00Z Executed");
    }

    @Test
    void whatIsNeverReportedFailsAfterSixHours() throws SQLException {
        var course = new Course(DAY_0);
        course.change(REBOOT.id(), new EventInput.Schedule(REBOOT, day(1)));
        course.walkTo(REBOOT.id(), day(1).plus(Duration.ofHours(6)).minusMillis(1));
        assertThat(course.published(REBOOT.id()).status()).isEqualTo(EventStatus.EXECUTING);
        course.walkTo(REBOOT.id(), day(1).plus(Duration.ofHours(6)));
        assertThat(course.published(REBOOT.id()).status()).isEqualTo(EventStatus.FAILED);
        course.change(REBOOT.id(), new Reported(MACHINE, new Outcome.Done(course.clock.instant())));
        assertThat(course.published(REBOOT.id()).status()).isEqualTo(EventStatus.FAILED);
    }

    @Test
    void downAcrossNotBeforeItIsExecutedOnceAndLate() throws SQLException {
        var course = new Course(DAY_0);
        course.change(REBOOT.id(), new EventInput.Schedule(REBOOT, day(1)));
        course.clock.set(day(1).plus(Duration.ofHours(5)));
        var other = course.anotherProcess();
        assertThat(other.step() + course.anotherProcess().step()).isEqualTo(1);
        course.fireAll();
        var executing = (EventCycle.Executing) course.published(REBOOT.id()).cycle();
        assertThat(executing.startedAt()).isEqualTo(day(1).plus(Duration.ofHours(5)));
        assertThat(executing.planned().orElseThrow().notBefore()).isEqualTo(day(1));
        assertThat(course.told())
                .filteredOn(line -> line.endsWith("please REBOOT"))
                .hasSize(1);
    }

    @Test
    void aClockThatJumpsBackAnHourExecutesNothingTwice() throws SQLException {
        var course = new Course(DAY_0);
        course.change(REBOOT.id(), new EventInput.Schedule(REBOOT, day(1)));
        course.walkTo(REBOOT.id(), day(1));
        course.clock.advance(Duration.ofHours(-1));
        course.fireAll();
        course.clock.advance(Duration.ofHours(2));
        course.fireAll();
        assertThat(course.told())
                .filteredOn(line -> line.endsWith("please REBOOT"))
                .hasSize(1);
    }

    @Test
    void aClockThatWasAnHourAheadOnlyMakesTheTimerWaitAgain() throws SQLException {
        var course = new Course(
                DAY_0, new CycleRules(Duration.ZERO, Duration.ofHours(6), Duration.ZERO, Period.ofMonths(2)));
        course.change(REBOOT.id(), new EventInput.Schedule(REBOOT, day(1)));
        course.clock.set(day(1).minus(Duration.ofMinutes(30)));
        // a process whose clock is ahead claims the timer, the decision is taken by a clock that is right
        var due = new EventInput.Due();
        course.change(REBOOT.id(), due);
        assertThat(course.published(REBOOT.id()).status()).isEqualTo(EventStatus.SCHEDULED);
        course.walkTo(REBOOT.id(), day(1));
        assertThat(course.published(REBOOT.id()).status()).isEqualTo(EventStatus.EXECUTING);
    }

    @Test
    void summerTimeMovesNothing() throws SQLException {
        // Berlin's clocks go forward on 2019-03-31; the window is one of UTC
        var course = new Course(Instant.parse("2019-03-30T12:00:00Z"));
        var notBefore = Instant.parse("2019-03-31T12:00:00Z");
        course.change(REBOOT.id(), new EventInput.Schedule(REBOOT, notBefore));
        course.walkTo(REBOOT.id(), notBefore.minusMillis(1));
        assertThat(course.published(REBOOT.id()).status()).isEqualTo(EventStatus.SCHEDULED);
        course.walkTo(REBOOT.id(), notBefore);
        assertThat(course.published(REBOOT.id()).status()).isEqualTo(EventStatus.EXECUTING);
    }

    /** ASSUMED: the promise of 24 hours counts from the moment the user can know. */
    @Test
    void aMaintenancePublishedLateLeavesThePromisedWindow() throws SQLException {
        var course = new Course(DAY_0);
        course.change(REBOOT.id(), new EventInput.Schedule(REBOOT, day(30)));
        course.clock.set(day(29).plus(Duration.ofHours(20)));
        course.fireAll();
        assertThat(course.published(REBOOT.id()).cycle().planned().orElseThrow().notBefore())
                .isEqualTo(day(30).plus(Duration.ofHours(20)));
    }

    @Test
    void aSubscriptionEndsWithAStopAndAReleaseFifteenDaysLater() throws SQLException {
        // guide 3.1: 3 days ahead; 实例会在15天后被释放
        var stop = Sample.subject(EventType.EXPIRATION_STOP, Origin.BILLING);
        var delete = Sample.subject(EventType.EXPIRATION_DELETE, Origin.BILLING);
        var course = new Course(DAY_0);
        course.change(stop.id(), new EventInput.Schedule(stop, day(30)));
        course.change(delete.id(), new EventInput.Schedule(delete, day(45)));
        course.walkTo(stop.id(), day(31));
        course.walkTo(delete.id(), day(46));
        assertThat(course.told())
                .containsExactly(
                        "2019-03-28T00:00:00Z Scheduled",
                        "2019-03-30T23:00:00Z Scheduled",
                        "2019-03-31T00:00:00Z Executing",
                        "2019-03-31T00:00:00Z please STOP",
                        "2019-03-31T00:00:00Z Scheduled",
                        "2019-03-31T06:00:00Z Failed",
                        "2019-04-14T23:00:00Z Scheduled",
                        "2019-04-15T00:00:00Z Executing",
                        "2019-04-15T00:00:00Z please DELETE",
                        "2019-04-15T06:00:00Z Failed");
    }

    @Test
    void aRenewalAvoidsTheStopAndNobodyHearsOfTheRelease() throws SQLException {
        var stop = Sample.subject(EventType.EXPIRATION_STOP, Origin.BILLING);
        var delete = Sample.subject(EventType.EXPIRATION_DELETE, Origin.BILLING);
        var course = new Course(DAY_0);
        course.change(stop.id(), new EventInput.Schedule(stop, day(30)));
        course.change(delete.id(), new EventInput.Schedule(delete, day(45)));
        course.walkTo(stop.id(), day(28));
        var renewed = new Acted(ACCOUNT, MACHINE, Deed.RENEW, Channel.API, course.clock.instant());
        course.change(stop.id(), renewed);
        course.change(delete.id(), renewed);
        assertThat(course.event(delete.id())).isEmpty();
        course.walkTo(stop.id(), day(60));
        assertThat(course.told()).containsExactly("2019-03-28T00:00:00Z Scheduled", "2019-03-29T00:00:00Z Avoided");
    }

    @Test
    void anOverdueAccountIsStoppedWithinTheHourAndReleasedFifteenDaysLater() throws SQLException {
        // guide 3.1: 账号欠费而停止的操作窗口期通常小于1小时; 实例会在15天后被释放
        var instance = (Target.OfInstance) REBOOT.target();
        var bill = new Bill.Overdue(instance, DAY_0, Duration.ofMinutes(30)).events();
        var stop = bill.getFirst().subject().id();
        var delete = bill.getLast().subject().id();
        var course = new Course(DAY_0);
        course.change(stop, bill.getFirst());
        course.change(delete, bill.getLast());
        assertThat(course.told()).containsExactly("2019-03-01T00:00:00Z Scheduled");
        course.walkTo(stop, DAY_0.plus(Duration.ofMinutes(30)));
        course.clock.advance(Duration.ofMinutes(1));
        course.change(stop, new Reported(MACHINE, new Outcome.Done(course.clock.instant())));
        course.walkTo(delete, day(15).plus(Duration.ofMinutes(30)));
        course.clock.advance(Duration.ofMinutes(1));
        course.change(delete, new Reported(MACHINE, new Outcome.Done(course.clock.instant())));

        assertThat(course.told())
                .containsExactlyInAnyOrder(
                        "2019-03-01T00:00:00Z Scheduled",
                        "2019-03-01T00:30:00Z Executing",
                        "2019-03-01T00:30:00Z please STOP",
                        "2019-03-01T00:31:00Z Executed",
                        "2019-03-01T00:30:00Z Scheduled",
                        "2019-03-15T23:30:00Z Scheduled",
                        "2019-03-16T00:30:00Z Executing",
                        "2019-03-16T00:30:00Z please DELETE",
                        "2019-03-16T00:31:00Z Executed");
    }

    private static Instant day(int day) {
        return DAY_0.plus(Duration.ofDays(day));
    }
}
