package io.opsbus.notifier.dispatch;

import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.delivery.DeliveryState;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * Deliveries that wait, durable. A row belongs to nobody once it is due; whoever claims it moves its due time past the attempt (the lease)
 * and gets a new {@code lease} number, without which the row can no longer be settled.
 */
public interface Parking {
    /** The store cannot be reached; what was asked may or may not have happened. */
    final class Away extends RuntimeException {
        /** @param cause what the store's client said */
        public Away(Throwable cause) {
            super("the parking store is away: " + cause.getMessage(), cause);
        }
    }

    /**
     * A parked delivery.
     *
     * @param state its attempts and when it is due (again)
     * @param lease 1 when first parked, one more with each claim
     * @param heldSince since when somebody has had it in hand and not said what came of it; of a claimed row, somebody before
     * @param resource given when it is parked: it goes only after those parked before it for the same target and resource
     */
    record Row(
            Delivery delivery,
            DeliveryState.Parked state,
            long lease,
            Optional<Instant> heldSince,
            Optional<String> resource) {
        /** A row nobody has in hand. */
        public Row(Delivery delivery, DeliveryState.Parked state, long lease) {
            this(delivery, state, lease, Optional.empty(), Optional.empty());
        }
    }

    /** What is parked of one resource for one target, in the order it was parked; only the first can be claimed. */
    record Queue(TargetId target, String resource) {}

    /** So many rows of this target are wanted. */
    record Want(TargetId target, int count) {}

    /** What became of a row; ignored when the lease is not the row's current one. */
    sealed interface Settlement {
        /** The row's delivery. */
        DeliveryId id();

        /** The lease it was held under. */
        long lease();

        /**
         * Of a row that was not claimed itself, but taken in behind the head of its queue: counts as long as the head is held under that lease.
         *
         * @param head the head's delivery
         * @param under the lease it is held under
         */
        record Behind(DeliveryId head, long under, Settlement of) implements Settlement {
            @Override
            public DeliveryId id() {
                return of.id();
            }

            @Override
            public long lease() {
                return of.lease();
            }
        }

        /** The row is over and goes. */
        record Done(DeliveryId id, long lease) implements Settlement {}

        /**
         * The row waits again.
         *
         * @param aside whether it leaves its queue: what was parked behind it need not wait any longer
         */
        record Again(DeliveryId id, long lease, DeliveryState.Parked state, boolean aside) implements Settlement {
            /** The row waits again where it stood. */
            public Again(DeliveryId id, long lease, DeliveryState.Parked state) {
                this(id, lease, state, false);
            }
        }

        /**
         * The row waits for another target, untried and due at once.
         *
         * @param resource what it queues by there; empty when nothing queues for it
         */
        record Moved(long lease, Delivery to, Optional<String> resource) implements Settlement {
            @Override
            public DeliveryId id() {
                return to.id();
            }
        }
    }

    /** Adds rows in one statement; a delivery that is parked already stays as it is. */
    void park(List<Row> rows);

    /** Begins to add rows, likewise, beside what the caller goes on with; the future fails as {@link #park} does. */
    default Future<?> parkBeside(List<Row> rows) {
        try {
            park(rows);
            return CompletableFuture.completedFuture(null);
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    /** Targets that have a row due at {@code now}, at most {@code limit}, and none of {@code except}. */
    List<TargetId> due(Instant now, Set<TargetId> except, int limit);

    /**
     * Takes due rows until {@code leaseUntil}: those that do not queue first, the longest due of them first, then heads of queues, one queue after
     * the other over several calls. Rows being taken by another at this moment are passed over.
     */
    List<Row> claim(List<Want> wants, Instant now, Instant leaseUntil);

    /** A larger body is not read before its row is claimed. */
    int SMALL = 4096;

    /**
     * What comes next behind heads of queues that the caller has claimed, in its order: so many rows of each queue at most, up to the first that is
     * not due, was not routed after that moment, is in somebody's hand, or is not {@link #SMALL}. Nothing is changed, and none of them can be claimed
     * while the head is in hand. Of each is said who had the head in hand before.
     */
    List<Row> behind(List<Row> heads, int many, Instant routedAfter, Instant now);

    /** Takes due rows routed before {@code routedBefore}, of whatever target but those, until {@code leaseUntil}. */
    List<Row> claimExpired(Instant routedBefore, Set<TargetId> except, int limit, Instant now, Instant leaseUntil);

    /** Targets that have rows that queue. */
    Set<TargetId> queued();

    /** Those of these queues that have rows, and of each whether its first has failed. */
    Map<Queue, Boolean> waiting(Collection<Queue> asked);

    /** All queues whose first row has failed. */
    Set<Queue> failing();

    /** Takes, due or not, rows of these queues that nobody has in hand and that have others behind them, until {@code leaseUntil}. */
    List<Row> outdated(Collection<Queue> queues, int limit, Instant now, Instant leaseUntil);

    /** Ends or reschedules claimed rows in one statement of each kind; those that end go last, for others may be held by them. */
    void settle(List<Settlement> settlements);

    /** Those of these deliveries that are parked. */
    Set<DeliveryId> parked(Collection<DeliveryId> asked);

    /** How many rows there are. */
    long count();
}
