package io.opsbus.instance.provider;

import io.opsbus.instance.DiskId;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.OperationId;
import io.opsbus.instance.SnapshotId;
import org.jspecify.annotations.Nullable;

/** What a provider may be asked to do. */
public sealed interface Operation {
    OperationId id();

    /** What the provider must be capable of. */
    Capability needs();

    /** Makes a machine, powered off. */
    record Create(OperationId id, MachineSpec machine) implements Operation {
        @Override
        public Capability needs() {
            return Capability.LIFECYCLE;
        }
    }

    /** Powers on; done when the machine is on. Done at once if it is on already. */
    record Start(OperationId id, InstanceId machine) implements Operation {
        @Override
        public Capability needs() {
            return Capability.START;
        }
    }

    /** Powers off. Done at once if it is off already. */
    record Stop(OperationId id, InstanceId machine, boolean force) implements Operation {
        @Override
        public Capability needs() {
            return force ? Capability.HARD_STOP : Capability.STOP;
        }
    }

    /** Goes through a reboot; done when the machine is on again. */
    record Reboot(OperationId id, InstanceId machine, boolean force) implements Operation {
        @Override
        public Capability needs() {
            return Capability.REBOOT;
        }
    }

    /**
     * Moves a machine, on or off, to another host; its id and address stay, data on local disks is lost (guide 3.2).
     *
     * @param on whether it is on afterwards
     */
    record Redeploy(OperationId id, InstanceId machine, boolean on) implements Operation {
        @Override
        public Capability needs() {
            return Capability.REDEPLOY;
        }
    }

    /**
     * Takes a broken disk out of a machine's reach, or puts an empty one in its place. Done at once if the disk does not hang
     * there.
     *
     * @param reboot whether the machine goes through a reboot for it
     */
    record RepairDisk(OperationId id, InstanceId machine, DiskId disk, Repair repair, boolean reboot)
            implements Operation {
        @Override
        public Capability needs() {
            return Capability.DISK_REPAIR;
        }
    }

    /** What is done about a broken disk. */
    enum Repair {
        ISOLATE,
        /** An empty one of the same size hangs in its place. */
        REINIT
    }

    /** Lets go of a machine, on or off, and of its address. Done at once if there is none. */
    record Delete(OperationId id, InstanceId machine) implements Operation {
        @Override
        public Capability needs() {
            return Capability.LIFECYCLE;
        }
    }

    /**
     * Makes a disk that hangs nowhere.
     *
     * @param source what it is filled from, if anything
     */
    record CreateDisk(
            OperationId id,
            DiskId disk,
            int sizeGiB,
            @Nullable SnapshotId source) implements Operation {
        @Override
        public Capability needs() {
            return Capability.DISKS;
        }
    }

    /** Lets go of a disk that hangs nowhere. Done at once if there is none. */
    record DeleteDisk(OperationId id, DiskId disk) implements Operation {
        @Override
        public Capability needs() {
            return Capability.DISKS;
        }
    }

    /** Hangs a disk on a machine, on or off. Done at once if it hangs there already. */
    record AttachDisk(OperationId id, InstanceId machine, DiskId disk, String device) implements Operation {
        @Override
        public Capability needs() {
            return Capability.DISKS;
        }
    }

    /** Takes a disk off a machine. Done at once if it does not hang there. */
    record DetachDisk(OperationId id, InstanceId machine, DiskId disk) implements Operation {
        @Override
        public Capability needs() {
            return Capability.DISKS;
        }
    }

    /** Puts a disk back to a snapshot of it. */
    record ResetDisk(OperationId id, DiskId disk, SnapshotId to) implements Operation {
        @Override
        public Capability needs() {
            return Capability.SNAPSHOTS;
        }
    }

    /** Makes a snapshot of a disk. */
    record CreateSnapshot(OperationId id, SnapshotId snapshot, DiskId disk) implements Operation {
        @Override
        public Capability needs() {
            return Capability.SNAPSHOTS;
        }
    }

    /** Lets go of a snapshot. Done at once if there is none. */
    record DeleteSnapshot(OperationId id, SnapshotId snapshot) implements Operation {
        @Override
        public Capability needs() {
            return Capability.SNAPSHOTS;
        }
    }
}
