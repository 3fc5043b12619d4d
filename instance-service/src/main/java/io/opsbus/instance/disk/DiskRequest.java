package io.opsbus.instance.disk;

import io.opsbus.instance.InstanceId;
import io.opsbus.instance.SnapshotId;
import io.opsbus.instance.Tags;
import io.opsbus.instance.fleet.InstanceStatus;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What may be asked of a disk that is there. */
public sealed interface DiskRequest {
    /** Hangs it on an instance, at the first free device. */
    record Attach(AttachTarget to, boolean deleteWithInstance) implements DiskRequest {}

    /** Takes it off the instance. */
    record Detach(AttachTarget from) implements DiskRequest {}

    /** Lets go of it for good; it must be free. */
    record Delete() implements DiskRequest {}

    /**
     * Puts it back to one of its snapshots.
     *
     * @param instance status of the instance it hangs on; it must be stopped. Null if it is free
     */
    record Reset(SnapshotId to, @Nullable InstanceStatus instance) implements DiskRequest {}

    /** Adds these; of one key the new value counts. */
    record Tag(Tags tags) implements DiskRequest {}

    /** Removes these keys. */
    record Untag(Set<String> keys) implements DiskRequest {}

    /** Removes all tags. */
    record UntagAll() implements DiskRequest {}

    /** Nobody's request: it is broken, and was taken out of the instance's reach. */
    record Isolated(InstanceId from) implements DiskRequest {}

    /** Nobody's request: an empty disk hangs in its place; what was on it is lost (guide 3.2). */
    record Emptied(InstanceId at) implements DiskRequest {}

    /** Nobody's request: the instance it hangs on is gone. */
    record InstanceGone(InstanceId instance) implements DiskRequest {}
}
