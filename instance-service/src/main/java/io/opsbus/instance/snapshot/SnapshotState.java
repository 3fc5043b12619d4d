package io.opsbus.instance.snapshot;

import io.opsbus.instance.OperationId;
import java.time.Instant;

/**
 * Where a snapshot stands.
 *
 * <pre>
 *  Progressing -- done --> Accomplished -- delete --> Deleting -- deleted --> (gone)
 *       \---- failed ----> Failed --------- delete ------^
 * </pre>
 */
public sealed interface SnapshotState {
    /** The wire's word. */
    SnapshotStatus status();

    /** 0 to 100. */
    int percent();

    /** Whether lists show it. */
    default boolean visible() {
        return true;
    }

    /** A state that waits for the provider to have done an operation. */
    sealed interface Transitional extends SnapshotState permits Progressing, Deleting {
        /** What the provider was asked for. */
        OperationId operation();

        /** Since when. */
        Instant since();
    }

    /** Being made. */
    record Progressing(OperationId operation, Instant since, int percent) implements Transitional {
        @Override
        public SnapshotStatus status() {
            return SnapshotStatus.PROGRESSING;
        }

        public Progressing at(int otherPercent) {
            return new Progressing(operation, since, Math.clamp(otherPercent, percent, 100));
        }

        public Accomplished done(Instant now) {
            return new Accomplished(now);
        }

        public Failed fail(Instant now) {
            return new Failed(now, percent);
        }
    }

    /** Whole. */
    record Accomplished(Instant at) implements SnapshotState {
        @Override
        public SnapshotStatus status() {
            return SnapshotStatus.ACCOMPLISHED;
        }

        @Override
        public int percent() {
            return 100;
        }

        public Deleting delete(OperationId operation, Instant now) {
            return new Deleting(operation, now);
        }
    }

    /** Could not be made; stays until it is deleted. */
    record Failed(Instant at, int percent) implements SnapshotState {
        @Override
        public SnapshotStatus status() {
            return SnapshotStatus.FAILED;
        }

        public Deleting delete(OperationId operation, Instant now) {
            return new Deleting(operation, now);
        }
    }

    /** Deleted for its owner; its provider still has to let go of it. */
    record Deleting(OperationId operation, Instant since) implements Transitional {
        @Override
        public SnapshotStatus status() {
            return SnapshotStatus.DELETING;
        }

        @Override
        public int percent() {
            return 0;
        }

        @Override
        public boolean visible() {
            return false;
        }
    }
}
