package io.opsbus.event.query;

import io.opsbus.event.AccountId;
import io.opsbus.event.ResourceId;
import io.opsbus.event.cycle.EventCycle;
import io.opsbus.event.cycle.EventCycle.Executing;
import io.opsbus.event.cycle.EventCycle.Inquiring;
import io.opsbus.event.cycle.EventCycle.Scheduled;
import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.Plan;
import io.opsbus.event.cycle.Subject;
import io.opsbus.event.cycle.Subject.Origin;
import io.opsbus.event.cycle.SystemEvent;
import io.opsbus.event.cycle.SystemEvent.Draft;
import io.opsbus.event.cycle.SystemEvent.Published;
import io.opsbus.event.cycle.Target;
import io.opsbus.event.cycle.Target.DiskRef;
import io.opsbus.event.cycle.Target.Owner;
import io.opsbus.event.kind.EventType;
import io.opsbus.event.query.EventFilter.Scope;
import java.time.Instant;
import java.util.List;

/** Events to be stored. */
public final class Stored {
    static final AccountId ACCOUNT = new AccountId("1690700000000030");
    static final AccountId STRANGER = new AccountId("2690700000000030");
    static final Scope SCOPE = new Scope(ACCOUNT, "cn-hangzhou", false);
    private static final Owner OWNER = new Owner(ACCOUNT, "cn-hangzhou");

    private Stored() {}

    static Instant second(long second) {
        return Instant.parse("2019-04-09T04:18:26Z").plusSeconds(second);
    }

    /** A planned reboot of i-1, published at this second, for second 1000. */
    static Published planned(String id, long publishedAt) {
        return of(id, "i-1", EventType.MAINTENANCE_REBOOT, publishedAt, new Scheduled(Plan.at(second(1_000)), false));
    }

    static Published of(String id, String instance, EventType type, long publishedAt, EventCycle cycle) {
        return Published.first(subject(id, instance, type, Origin.OPERATOR), second(publishedAt), cycle);
    }

    static Subject subject(String id, String instance, EventType type, Origin origin) {
        var target = new Target.OfInstance(OWNER, new ResourceId(instance), null, null);
        return new Subject(new EventId(id), type, target, origin, "a reason");
    }

    /** A disk of i-1 that stalls. */
    static Published stalled(String id, String disk, long publishedAt) {
        var target = new Target.OfDisk(
                OWNER, new DiskRef(new ResourceId(disk), "/dev/xvdb"), new ResourceId("i-1"), "web-1");
        var subject = new Subject(new EventId(id), EventType.DISK_STALLED, target, Origin.PROVIDER, "it stalls");
        return Published.first(subject, second(publishedAt), new Executing(second(publishedAt), null));
    }

    /** Events that differ in everything a row can hold. */
    public static List<SystemEvent> oneOfEachKind() {
        var plan = new Plan(second(800), second(1_000));
        var scheduled = new Scheduled(plan, true);
        var executing = new Executing(second(5), null);
        var withDisk = new Subject(
                new EventId("e-with-disk"),
                EventType.MAINTENANCE_ISOLATE_DISK,
                new Target.OfInstance(OWNER, new ResourceId("i-1"), "web-1", new DiskRef(new ResourceId("d-1"), null)),
                Origin.OPERATOR,
                "a bad disk");
        var free = new Subject(
                new EventId("e-free-disk"),
                EventType.DISK_DEGRADED,
                new Target.OfDisk(OWNER, new DiskRef(new ResourceId("d-9"), null), null, null),
                Origin.PROVIDER,
                "slow");
        var reboot = EventType.MAINTENANCE_REBOOT;
        return List.of(
                new Draft(subject("e-draft", "i-1", reboot, Origin.OPERATOR), plan, second(700)),
                Published.first(withDisk, second(1), new Inquiring()),
                Published.first(free, second(1), executing),
                stalled("e-stalled", "d-1", 1),
                of("e-scheduled", "i-1", reboot, 1, scheduled),
                of("e-executing", "i-1", reboot, 1, scheduled).to(scheduled.begin(second(6))),
                of("e-executed", "i-1", reboot, 1, executing.complete(second(7))),
                of("e-avoided", "i-1", reboot, 1, scheduled.avoid(second(7))),
                of("e-canceled", "i-1", reboot, 1, scheduled.cancel(second(7))),
                of("e-failed", "i-1", reboot, 1, executing.fail(second(7), "no host")));
    }
}
