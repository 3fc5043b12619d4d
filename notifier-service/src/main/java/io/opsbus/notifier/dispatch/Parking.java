package io.opsbus.notifier.dispatch;

import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.delivery.DeliveryState;
import java.time.Instant;
import java.util.List;

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
     */
    record Row(Delivery delivery, DeliveryState.Parked state, long lease) {}

    /** So many rows of this target are wanted. */
    record Want(TargetId target, int count) {}

    /** What became of a row; ignored when the lease is not the row's current one. */
    sealed interface Settlement {
        /** The row's delivery. */
        DeliveryId id();

        /** The lease it was held under. */
        long lease();

        /** The row is over and goes. */
        record Done(DeliveryId id, long lease) implements Settlement {}

        /** The row waits again. */
        record Again(DeliveryId id, long lease, DeliveryState.Parked state) implements Settlement {}
    }

    /** Adds rows in one statement; a delivery that is parked already stays as it is. */
    void park(List<Row> rows);

    /** Targets that have a row due at {@code now}, at most {@code limit}. */
    List<TargetId> due(Instant now, int limit);

    /** Takes due rows, the longest due first, until {@code leaseUntil}; rows being taken by another at this moment are passed over. */
    List<Row> claim(List<Want> wants, Instant now, Instant leaseUntil);

    /** Takes due rows routed before {@code routedBefore}, whatever their target, until {@code leaseUntil}. */
    List<Row> claimExpired(Instant routedBefore, int limit, Instant now, Instant leaseUntil);

    /** Ends or reschedules claimed rows in one statement of each kind. */
    void settle(List<Settlement> settlements);

    /** How many rows there are. */
    long count();
}
