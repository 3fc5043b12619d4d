package io.opsbus.instance.disk;

import io.opsbus.instance.AccountId;
import io.opsbus.instance.DiskId;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.catalog.DiskMedium;

/**
 * A disk.
 *
 * @param revision counts its changes, from 1
 */
public record Disk(DiskIdentity identity, DiskState state, DiskMedium medium, DiskLabels labels, long revision) {
    public DiskId id() {
        return identity.id();
    }

    public DiskStatus status() {
        return state.status();
    }

    public boolean ownedBy(AccountId account) {
        return identity.account().equals(account);
    }

    /** Whether lists show it. */
    public boolean visible() {
        return state.visible();
    }

    /** Whether no instance ever had it: nobody can have written to it. */
    public boolean wasNeverAttached() {
        return state instanceof DiskState.Available && labels.detachedAt() == null;
    }

    /** Whether it can move to another instance. */
    public boolean portable() {
        return medium.kind() == DiskMedium.Kind.DATA && !medium.onItsHost();
    }

    /** Whether it hangs on this instance, or is on its way there or off it. */
    public boolean at(InstanceId instance) {
        return state.attachment().filter(one -> one.instance().equals(instance)).isPresent();
    }

    public Disk with(DiskState other) {
        return new Disk(identity, other, medium, labels, revision);
    }

    public Disk with(DiskLabels other) {
        return new Disk(identity, state, medium, other, revision);
    }

    public Disk atRevision(long other) {
        return new Disk(identity, state, medium, labels, other);
    }
}
