package io.opsbus.instance.disk;

import io.opsbus.instance.FactId;
import java.time.Instant;

/** What is told to the bus about a disk; key = disk id. */
public sealed interface DiskFact {
    FactId id();

    DiskIdentity subject();

    /** {@code Disk:DiskOperationCompleted}: INFO when accomplished, WARN when failed (guide 4.2). */
    record OperationCompleted(FactId id, DiskIdentity subject, Kind operation, boolean accomplished, Instant at)
            implements DiskFact {}

    /** The disk as it is now, for {@code ecs.disks}. */
    record Recorded(FactId id, Disk disk) implements DiskFact {
        @Override
        public DiskIdentity subject() {
            return disk.identity();
        }
    }

    /** It is gone: ends its key on {@code ecs.disks}. */
    record Forgotten(FactId id, DiskIdentity subject) implements DiskFact {}

    /** What was done to the disk. */
    enum Kind {
        ATTACH("AttachDisk"),
        DETACH("DetachDisk");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
