package io.opsbus.instance.disk;

import io.opsbus.instance.OperationId;
import io.opsbus.instance.SnapshotId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a disk stands. A transition is a method of the state that has it.
 *
 * <pre>
 *                      +---------------- detached ------------------ Detaching
 *                      v                                              |    ^
 *  Creating -----> Available -- attach --> Attaching -- attached --+  |    | detach
 *      \            |  ^   ^                   |                   |  |    |
 *       \           |  |   +---- failed -------+                   v  v    |
 *        \          |  +-------------- ReIniting <---- reset ---- In_use --+
 *  failed \  delete |                  back to where it was
 *          v        v
 *        Deleted <-- Deleting   (also from In_use, when its instance goes and takes it along)
 * </pre>
 */
public sealed interface DiskState {
    /** The wire's word. */
    DiskStatus status();

    /** Whether lists show it. */
    default boolean visible() {
        return true;
    }

    /** Where it hangs, or is about to. */
    default Optional<Attachment> attachment() {
        return Optional.empty();
    }

    /** A state that waits for the provider to have done an operation. */
    sealed interface Transitional extends DiskState permits Creating, Attaching, Detaching, ReIniting, Deleting {
        /** What the provider was asked for. */
        OperationId operation();

        /** Since when. */
        Instant since();
    }

    /**
     * Being made.
     *
     * @param then where it goes when it is there; null leaves it free
     */
    record Creating(
            OperationId operation, Instant since, @Nullable Attachment then) implements Transitional {
        @Override
        public DiskStatus status() {
            return DiskStatus.CREATING;
        }

        public Available created() {
            return new Available();
        }
    }

    /** Free. */
    record Available() implements DiskState {
        @Override
        public DiskStatus status() {
            return DiskStatus.AVAILABLE;
        }

        public Attaching attach(OperationId operation, Instant now, Attachment to) {
            return new Attaching(operation, now, to);
        }

        public ReIniting reset(OperationId operation, Instant now, SnapshotId to) {
            return new ReIniting(operation, now, to, null);
        }

        public Deleting delete(OperationId operation, Instant now) {
            return new Deleting(operation, now);
        }
    }

    /** On its way to an instance. */
    record Attaching(OperationId operation, Instant since, Attachment to) implements Transitional {
        @Override
        public DiskStatus status() {
            return DiskStatus.ATTACHING;
        }

        @Override
        public Optional<Attachment> attachment() {
            return Optional.of(to);
        }

        public InUse attached(Instant now) {
            return new InUse(to, now);
        }

        public Available failed() {
            return new Available();
        }
    }

    /** Hangs on an instance. */
    record InUse(Attachment at, Instant since) implements DiskState {
        @Override
        public DiskStatus status() {
            return DiskStatus.IN_USE;
        }

        @Override
        public Optional<Attachment> attachment() {
            return Optional.of(at);
        }

        public Detaching detach(OperationId operation, Instant now) {
            return new Detaching(operation, now, this);
        }

        public ReIniting reset(OperationId operation, Instant now, SnapshotId to) {
            return new ReIniting(operation, now, to, this);
        }
    }

    /** On its way off an instance. */
    record Detaching(OperationId operation, Instant since, InUse from) implements Transitional {
        @Override
        public DiskStatus status() {
            return DiskStatus.DETACHING;
        }

        @Override
        public Optional<Attachment> attachment() {
            return from.attachment();
        }

        public Available detached() {
            return new Available();
        }

        public InUse failed() {
            return from;
        }
    }

    /**
     * Being put back to a snapshot.
     *
     * @param was where it hung and will hang; null if it was free
     */
    record ReIniting(
            OperationId operation,
            Instant since,
            SnapshotId to,
            @Nullable InUse was) implements Transitional {
        @Override
        public DiskStatus status() {
            return DiskStatus.RE_INITING;
        }

        @Override
        public Optional<Attachment> attachment() {
            return was == null ? Optional.empty() : was.attachment();
        }

        /** Reset or not: it is where it was. */
        public DiskState ended() {
            return was == null ? new Available() : was;
        }
    }

    /** Deleted for its owner; its provider still has to let go of it. */
    record Deleting(OperationId operation, Instant since) implements Transitional {
        @Override
        public DiskStatus status() {
            return DiskStatus.DELETING;
        }

        @Override
        public boolean visible() {
            return false;
        }

        public Deleted deleted() {
            return new Deleted();
        }
    }

    /** The end. It is never stored. */
    record Deleted() implements DiskState {
        @Override
        public DiskStatus status() {
            return DiskStatus.DELETED;
        }

        @Override
        public boolean visible() {
            return false;
        }
    }
}
