package io.opsbus.instance.snapshot;

import io.opsbus.instance.Tags;
import java.util.Set;

/** What may be asked of a snapshot that is there. */
public sealed interface SnapshotRequest {
    /** Lets go of it for good; it must have ended. */
    record Delete() implements SnapshotRequest {}

    /** Adds these; of one key the new value counts. */
    record Tag(Tags tags) implements SnapshotRequest {}

    /** Removes these keys. */
    record Untag(Set<String> keys) implements SnapshotRequest {}

    /** Removes all tags. */
    record UntagAll() implements SnapshotRequest {}
}
