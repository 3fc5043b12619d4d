package io.opsbus.event.bus;

import io.opsbus.event.cycle.EventCycle;
import io.opsbus.event.cycle.EventFact.Announced;
import io.opsbus.event.cycle.Plan;
import io.opsbus.event.cycle.SystemEvent.Published;
import io.opsbus.event.cycle.Target;
import io.opsbus.event.kind.Cause;
import io.opsbus.event.kind.EventStatus;
import io.opsbus.event.kind.Levels;
import io.opsbus.schemas.ecs.Level;
import io.opsbus.schemas.ecs.disk.DiskSystemEvent;
import io.opsbus.schemas.ecs.disk.DiskSystemEventContent;
import io.opsbus.schemas.ecs.instance.InstanceSystemEvent;
import io.opsbus.schemas.ecs.instance.InstanceSystemEventContent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Notices of system events in the guide's form (4.2 实例系统事件, 块存储系统事件). */
record SystemEventRecords(NoticeNames names) {
    private static final String VERSION = "1.0";
    private static final String PRODUCT = "ECS";

    /** 仅执行中、已执行、已取消和已避免状态的系统事件才会返回executeStartTime和executeFinishTime属性. */
    private static final Set<EventStatus> WITH_TIMES =
            EnumSet.of(EventStatus.EXECUTING, EventStatus.EXECUTED, EventStatus.CANCELED, EventStatus.AVOIDED);

    /** The record of a notice, and the id in its envelope. */
    SpecificRecord of(Announced fact, String noticeId) {
        return switch (fact.event().subject().target()) {
            case Target.OfInstance instance -> ofInstance(fact, instance, noticeId);
            case Target.OfDisk disk -> ofDisk(fact, disk, noticeId);
        };
    }

    private InstanceSystemEvent ofInstance(Announced fact, Target.OfInstance target, String noticeId) {
        Published event = fact.event();
        var content = new InstanceSystemEventContent(
                event.id().text(),
                seconds(event.publishedAt()),
                notBefore(event),
                target.instance().text(),
                event.type().word(),
                event.status().word(),
                started(event),
                finished(event));
        return new InstanceSystemEvent(
                VERSION,
                noticeId,
                PRODUCT,
                target.arn().toString(),
                level(event),
                names.of(event),
                target.owner().account().text(),
                fact.at().truncatedTo(ChronoUnit.MILLIS),
                target.owner().region(),
                target.name(),
                content);
    }

    private DiskSystemEvent ofDisk(Announced fact, Target.OfDisk target, String noticeId) {
        Published event = fact.event();
        var instance = target.instance();
        Instant started = started(event);
        var content = new DiskSystemEventContent(
                event.id().text(),
                target.disk().id().text(),
                target.disk().device(),
                event.type().word(),
                started == null ? seconds(event.publishedAt()) : started,
                finished(event),
                instance == null ? null : instance.text(),
                target.instanceName());
        return new DiskSystemEvent(
                VERSION,
                noticeId,
                PRODUCT,
                target.arn().toString(),
                level(event),
                names.of(event),
                target.owner().account().text(),
                fact.at().truncatedTo(ChronoUnit.MILLIS),
                target.owner().region(),
                null,
                content);
    }

    private static Level level(Published event) {
        return switch (Levels.of(event.type(), event.status())) {
            case INFO -> Level.INFO;
            case WARN -> Level.WARN;
            case CRITICAL -> Level.CRITICAL;
        };
    }

    /** 只有维护类系统事件才有值，异常系统事件不存在notBefore时间. ASSUMED: a bill's event is none of failure and has one. */
    private static @Nullable Instant notBefore(Published event) {
        boolean isFailure = switch (event.type().cause()) {
            case SYSTEM_FAILURE, INSTANCE_FAILURE, DISK_TROUBLE -> true;
            case SYSTEM_MAINTENANCE, INSTANCE_EXPIRATION, ACCOUNT_UNBALANCED -> false;
        };
        return isFailure
                ? null
                : event.cycle()
                        .planned()
                        .map(Plan::notBefore)
                        .map(SystemEventRecords::seconds)
                        .orElse(null);
    }

    private static @Nullable Instant started(Published event) {
        return !isTimed(event)
                ? null
                : switch (event.cycle()) {
                    case EventCycle.Executing executing -> seconds(executing.startedAt());
                    case EventCycle.Closed closed -> seconds(closed.startedAt());
                    case EventCycle.Inquiring _, EventCycle.Scheduled _ -> null;
                };
    }

    private static @Nullable Instant finished(Published event) {
        return isTimed(event) && event.cycle() instanceof EventCycle.Closed closed
                ? seconds(closed.finishedAt())
                : null;
    }

    /** Of a disk the times tell beginning and end (guide 4.2), whatever the end was. */
    private static boolean isTimed(Published event) {
        return event.type().cause() == Cause.DISK_TROUBLE || WITH_TIMES.contains(event.status());
    }

    /** Times in the content are told to the second. */
    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
