package io.opsbus.instance.snapshot;

import io.opsbus.instance.AccountId;
import io.opsbus.instance.SnapshotId;

/**
 * A snapshot of a disk.
 *
 * @param revision counts its changes, from 1
 */
public record Snapshot(
        SnapshotIdentity identity, SnapshotState state, SnapshotSource source, SnapshotLabels labels, long revision) {
    public SnapshotId id() {
        return identity.id();
    }

    public SnapshotStatus status() {
        return state.status();
    }

    public boolean ownedBy(AccountId account) {
        return identity.account().equals(account);
    }

    /** Whether lists show it. */
    public boolean visible() {
        return state.visible();
    }

    public Snapshot with(SnapshotState other) {
        return new Snapshot(identity, other, source, labels, revision);
    }

    public Snapshot with(SnapshotLabels other) {
        return new Snapshot(identity, state, source, other, revision);
    }

    public Snapshot atRevision(long other) {
        return new Snapshot(identity, state, source, labels, other);
    }
}
