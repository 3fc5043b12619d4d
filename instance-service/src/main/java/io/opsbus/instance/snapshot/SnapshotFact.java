package io.opsbus.instance.snapshot;

import io.opsbus.instance.FactId;
import java.time.Instant;

/** What is told to the bus about a snapshot; key = snapshot id. */
public sealed interface SnapshotFact {
    FactId id();

    /**
     * {@code Snapshot:CreateSnapshotCompleted}; not for automatic snapshots (guide 4.2).
     *
     * @param accomplished else it failed
     */
    record Completed(FactId id, Snapshot snapshot, boolean accomplished, Instant at) implements SnapshotFact {}
}
