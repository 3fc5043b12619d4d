package io.opsbus.event.decide;

import io.opsbus.event.AccountId;
import io.opsbus.event.ResourceId;
import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.Subject;
import io.opsbus.event.cycle.Subject.Origin;
import io.opsbus.event.cycle.Target;
import io.opsbus.event.cycle.Target.DiskRef;
import io.opsbus.event.cycle.Target.Owner;
import io.opsbus.event.kind.EventType;
import java.time.Instant;

/** The cast of the guide's samples (4.2). */
public final class Sample {
    public static final AccountId ACCOUNT = new AccountId("1690700000000030");
    public static final AccountId STRANGER = new AccountId("2690700000000030");
    public static final Owner OWNER = new Owner(ACCOUNT, "cn-hangzhou");
    public static final ResourceId MACHINE = new ResourceId("i-bp1ecr5go2go");
    public static final ResourceId OTHER_MACHINE = new ResourceId("i-bp1other");
    public static final DiskRef DISK = new DiskRef(new ResourceId("d-t4ndyqven4ds"), "/dev/xvdb");

    /** publishTime of the guide's first sample. */
    public static final Instant PUBLISHED = Instant.parse("2019-04-09T04:18:26Z");

    /** notBefore of the guide's first sample, shortened to lie within 48 hours. */
    public static final Instant NOT_BEFORE = Instant.parse("2019-04-11T01:01:01Z");

    private Sample() {}

    /** An event of this type about the sample's instance or disk. */
    public static Subject subject(EventType type, Origin origin) {
        Target target = type.isOfDisk()
                ? new Target.OfDisk(OWNER, DISK, MACHINE, "ecs-instance-name")
                : new Target.OfInstance(OWNER, MACHINE, null, null);
        return new Subject(EventId.derived(type + "/" + origin), type, target, origin, "a reason");
    }
}
