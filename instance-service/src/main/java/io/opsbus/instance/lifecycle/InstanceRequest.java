package io.opsbus.instance.lifecycle;

import io.opsbus.instance.Tags;
import io.opsbus.instance.catalog.SecurityGroupId;
import io.opsbus.instance.fleet.InstanceState.StoppedMode;
import io.opsbus.instance.fleet.Prepaid;
import io.opsbus.instance.fleet.Terms.LockReason;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What may be asked of an instance that is there. */
public sealed interface InstanceRequest {
    /** Powers on. */
    record Start() implements InstanceRequest {}

    /**
     * Powers off.
     *
     * @param force without asking the system inside
     * @param mode whether it goes on costing
     */
    record Stop(boolean force, StoppedMode mode) implements InstanceRequest {}

    /**
     * Goes through a reboot.
     *
     * @param force without asking the system inside
     */
    record Reboot(boolean force) implements InstanceRequest {}

    /**
     * Goes to another host and comes on there; data on local disks is lost.
     *
     * @param force without asking the system inside
     */
    record Redeploy(boolean force) implements InstanceRequest {}

    /**
     * Releases it for good.
     *
     * @param force also when it runs
     * @param terminateSubscription also when it is paid in advance and not run out
     */
    record Delete(boolean force, boolean terminateSubscription) implements InstanceRequest {}

    /** What is not null is set. */
    record Modify(
            @Nullable String name,
            @Nullable String description,
            @Nullable String hostName,
            @Nullable Boolean deletionProtection,
            @Nullable List<SecurityGroupId> securityGroups)
            implements InstanceRequest {}

    /** Prolongs its subscription. */
    record Renew(Prepaid more) implements InstanceRequest {}

    /** Adds these; of one key the new value counts. */
    record Tag(Tags tags) implements InstanceRequest {}

    /** Removes these keys. */
    record Untag(Set<String> keys) implements InstanceRequest {}

    /** Removes all tags. */
    record UntagAll() implements InstanceRequest {}

    /** Locks and unlocks it; for operators, no action of the API does. */
    record Lock(Set<LockReason> reasons) implements InstanceRequest {}
}
