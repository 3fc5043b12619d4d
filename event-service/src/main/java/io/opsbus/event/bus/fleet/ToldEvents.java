package io.opsbus.event.bus.fleet;

import io.opsbus.event.ResourceId;
import io.opsbus.event.cycle.EventCycle;
import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.Plan;
import io.opsbus.event.cycle.Subject;
import io.opsbus.event.cycle.Subject.Origin;
import io.opsbus.event.cycle.Target;
import io.opsbus.event.cycle.Target.DiskRef;
import io.opsbus.event.decide.EventInput.Mirror;
import io.opsbus.event.fleet.FleetNews;
import io.opsbus.event.kind.EventStatus;
import io.opsbus.event.kind.EventType;
import io.opsbus.schemas.ecs.disk.DiskSystemEvent;
import io.opsbus.schemas.ecs.instance.InstanceSystemEvent;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Notices of system events somebody else runs (a creation that failed in instance-service, an event posted to us), as what
 * they tell of those events.
 */
final class ToldEvents {
    private ToldEvents() {}

    private record Times(
            Instant told,
            @Nullable Instant started,
            @Nullable Instant finished,
            @Nullable Plan plan) {
        Instant startedOrTold() {
            return Objects.requireNonNullElse(started, told);
        }

        Instant finishedOrTold() {
            return Objects.requireNonNullElse(finished, told);
        }
    }

    static FleetNews of(InstanceSystemEvent event) {
        var content = event.getContent();
        var type = EventType.parse(content.getEventType());
        var status = EventStatus.parse(content.getEventStatus());
        if (type.isEmpty() || type.get().isOfDisk() || status.isEmpty()) {
            return new FleetNews.Nothing();
        }
        var target = new Target.OfInstance(
                FleetRecords.owner(event.getUserId(), event.getRegionId()),
                new ResourceId(content.getInstanceId()),
                event.getInstanceName(),
                null);
        Instant notBefore = content.getNotBefore();
        var times = new Times(
                event.getEventTime(),
                content.getExecuteStartTime(),
                content.getExecuteFinishTime(),
                notBefore == null ? null : Plan.at(notBefore));
        var subject = new Subject(new EventId(content.getEventId()), type.get(), target, Origin.ELSEWHERE, "");
        return new FleetNews.Elsewhere(new Mirror(subject, content.getPublishTime(), cycle(status.get(), times)));
    }

    static FleetNews of(DiskSystemEvent event) {
        var content = event.getContent();
        var type = EventType.parse(content.getEventType()).filter(EventType::isOfDisk);
        if (type.isEmpty()) {
            return new FleetNews.Nothing();
        }
        String instance = content.getEcsInstanceId();
        var target = new Target.OfDisk(
                FleetRecords.owner(event.getUserId(), event.getRegionId()),
                new DiskRef(new ResourceId(content.getDiskId()), content.getDevice()),
                instance == null ? null : new ResourceId(instance),
                content.getEcsInstanceName());
        Instant finished = content.getExecuteFinishTime();
        var times = new Times(event.getEventTime(), content.getExecuteStartTime(), finished, null);
        var subject = new Subject(new EventId(content.getEventId()), type.get(), target, Origin.ELSEWHERE, "");
        EventStatus status = finished == null ? EventStatus.EXECUTING : EventStatus.EXECUTED;
        return new FleetNews.Elsewhere(new Mirror(subject, content.getExecuteStartTime(), cycle(status, times)));
    }

    private static EventCycle cycle(EventStatus status, Times times) {
        Plan plan = times.plan();
        return switch (status) {
            case INQUIRING -> new EventCycle.Inquiring();
            // a plan without its time is for now
            case SCHEDULED -> new EventCycle.Scheduled(plan == null ? Plan.at(times.told()) : plan, false);
            case EXECUTING -> new EventCycle.Executing(times.startedOrTold(), plan);
            case EXECUTED -> new EventCycle.Executed(times.startedOrTold(), times.finishedOrTold(), plan);
            case AVOIDED -> new EventCycle.Avoided(times.finishedOrTold(), plan);
            case CANCELED -> new EventCycle.Canceled(times.finishedOrTold(), plan);
            case FAILED -> new EventCycle.Failed(times.startedOrTold(), times.finishedOrTold(), "", plan);
        };
    }
}
