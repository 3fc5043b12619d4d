package io.opsbus.event.decide;

import static io.opsbus.event.decide.Sample.ACCOUNT;
import static io.opsbus.event.decide.Sample.MACHINE;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.event.cycle.EventCycle;
import io.opsbus.event.cycle.Subject;
import io.opsbus.event.cycle.Subject.Origin;
import io.opsbus.event.decide.EventInput.Acted;
import io.opsbus.event.decide.EventInput.Outcome;
import io.opsbus.event.decide.EventInput.Reported;
import io.opsbus.event.kind.Deed;
import io.opsbus.event.kind.Deed.Channel;
import io.opsbus.event.kind.EventStatus;
import io.opsbus.event.kind.EventType;
import io.opsbus.ledger.Decision;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What guide 3.1 to 3.3 and 4.2 tell as stories. */
class GuideExamplesTest {
    private static final Instant PUBLISH_TIME = Instant.parse("2019-04-10T04:18:26Z");
    private static final Instant NOT_BEFORE = Instant.parse("2019-04-12T01:01:01Z");
    private static final Subject MAINTENANCE = Sample.subject(EventType.MAINTENANCE_REBOOT, Origin.OPERATOR);

    /** 4.2: 假设您在系统事件计划执行时间（notBefore）前自行重启了实例，该系统事件被规避. */
    @Test
    void aRestartBeforeThePlannedTimeAvoidsTheEvent() throws SQLException {
        var course = published();
        var rebooted = Instant.parse("2019-04-10T08:01:01Z");
        course.clock.set(rebooted.plusSeconds(2));
        course.change(MAINTENANCE.id(), new Acted(ACCOUNT, MACHINE, Deed.REBOOT, Channel.API, rebooted));
        var avoided = (EventCycle.Avoided) course.published(MAINTENANCE.id()).cycle();
        // 对于Canceled或Avoided状态，您可以理解为系统事件被取消或被规避的时间
        assertThat(avoided.startedAt()).isEqualTo("2019-04-10T08:01:01Z");
        assertThat(avoided.finishedAt()).isEqualTo("2019-04-10T08:01:01Z");
        course.walkTo(MAINTENANCE.id(), NOT_BEFORE.plus(Duration.ofDays(1)));
        assertThat(course.told()).filteredOn(line -> line.contains("please")).isEmpty();
    }

    /** 3.1: 在实例内部重启无法应对系统事件. */
    @Test
    void aRestartInsideTheInstanceDoesNotHelp() throws SQLException {
        var course = published();
        course.change(
                MAINTENANCE.id(), new Acted(ACCOUNT, MACHINE, Deed.REBOOT, Channel.GUEST, course.clock.instant()));
        course.walkTo(MAINTENANCE.id(), NOT_BEFORE);
        assertThat(course.published(MAINTENANCE.id()).status()).isEqualTo(EventStatus.EXECUTING);
    }

    /** 3.1 修改预约重启时间: 最晚可预约时间比事件计划执行时间早30分钟. */
    @Test
    void thePlannedTimeMovesAtMostToThirtyMinutesBeforeThePlan() {
        var course = published();
        var latest = Instant.parse("2019-04-12T00:31:01Z");
        assertThat(reschedule(course, latest.plusMillis(1)))
                .isEqualTo(Decision.refused(new EventRefusal.NotBeforeTooLate(latest.plusMillis(1), latest)));
        assertThat(reschedule(course, PUBLISH_TIME))
                .isEqualTo(Decision.refused(new EventRefusal.NotBeforePassed(PUBLISH_TIME, PUBLISH_TIME)));
        assertThat(reschedule(course, PUBLISH_TIME.plusSeconds(60))).isInstanceOf(Decision.Accepted.class);
        // the limit is the first plan's, so a choice can be changed
        assertThat(reschedule(course, latest)).isInstanceOf(Decision.Accepted.class);
        assertThat(course.published(MAINTENANCE.id())
                        .cycle()
                        .planned()
                        .orElseThrow()
                        .notBefore())
                .isEqualTo(latest);
    }

    /** 3.2: 自动恢复 — 是否可以查询运维计划: 否, 是否可以人工干预: 否. */
    @Test
    void nobodyInterferesWithAnAutomaticRecovery() throws SQLException {
        var recovery = Sample.subject(EventType.FAILURE_REBOOT, Origin.PROVIDER);
        var course = new Course(PUBLISH_TIME);
        course.change(recovery.id(), new EventInput.Occur(recovery, PUBLISH_TIME, false));
        for (Deed deed : new Deed[] {Deed.REBOOT, Deed.STOP, Deed.START, Deed.REDEPLOY}) {
            course.change(recovery.id(), new Acted(ACCOUNT, MACHINE, deed, Channel.API, PUBLISH_TIME));
        }
        assertThat(course.published(recovery.id()).status()).isEqualTo(EventStatus.EXECUTING);
        assertThat(course.published(recovery.id()).cycle().planned()).isEmpty();
        course.change(recovery.id(), new Reported(MACHINE, new Outcome.Done(PUBLISH_TIME.plusSeconds(90))));
        assertThat(course.told())
                .containsExactly(
                        PUBLISH_TIME + " Executing", PUBLISH_TIME + " please REBOOT", PUBLISH_TIME + " Executed");
    }

    /** 3.3 状态区别: 触发实例创建失败事件 — 执行中; 您自行释放了实例 — 已避免; 系统释放了实例 — 已执行. */
    @Test
    void aFailedCreationEndsByTheUserOrByTheSystem() throws SQLException {
        for (boolean byUser : new boolean[] {true, false}) {
            var failure = Sample.subject(EventType.FAILURE_DELETE, Origin.PROVIDER);
            var course = new Course(PUBLISH_TIME);
            course.change(failure.id(), new EventInput.Occur(failure, PUBLISH_TIME, true));
            assertThat(course.published(failure.id()).status()).isEqualTo(EventStatus.EXECUTING);
            course.clock.advance(Duration.ofMinutes(5));
            var now = course.clock.instant();
            course.change(
                    failure.id(),
                    byUser
                            ? new Acted(ACCOUNT, MACHINE, Deed.RELEASE, Channel.API, now)
                            : new Reported(MACHINE, new Outcome.Done(now)));
            assertThat(course.published(failure.id()).status())
                    .isEqualTo(byUser ? EventStatus.AVOIDED : EventStatus.EXECUTED);
            assertThat(course.told()).hasSize(2);
        }
    }

    /** 4.2: 在事件发生和结束时，均可以发出事件通知; both name the times of the trouble, however late we heard of it. */
    @Test
    void aStalledDiskIsToldTwice() throws SQLException {
        var stalled = Sample.subject(EventType.DISK_STALLED, Origin.PROVIDER);
        var course = new Course(Instant.parse("2019-04-10T01:01:05Z"));
        var began = Instant.parse("2019-04-10T01:01:01Z");
        var ended = Instant.parse("2019-04-10T01:03:01Z");
        course.change(stalled.id(), new EventInput.Occur(stalled, began, false));
        course.clock.set(ended.plusSeconds(4));
        course.fireAll();
        course.change(stalled.id(), new Reported(Sample.DISK.id(), new Outcome.Done(ended)));
        var executed = (EventCycle.Executed) course.published(stalled.id()).cycle();
        assertThat(executed.startedAt()).isEqualTo(began);
        assertThat(executed.finishedAt()).isEqualTo(ended);
        assertThat(course.told()).containsExactly("2019-04-10T01:01:05Z Executing", "2019-04-10T01:03:05Z Executed");
    }

    private static Course published() {
        var course = new Course(PUBLISH_TIME);
        course.change(MAINTENANCE.id(), new EventInput.Schedule(MAINTENANCE, NOT_BEFORE));
        assertThat(course.published(MAINTENANCE.id()).status()).isEqualTo(EventStatus.SCHEDULED);
        return course;
    }

    private static Object reschedule(Course course, Instant to) {
        return course.change(MAINTENANCE.id(), new EventInput.Reschedule(ACCOUNT, MACHINE, to));
    }
}
