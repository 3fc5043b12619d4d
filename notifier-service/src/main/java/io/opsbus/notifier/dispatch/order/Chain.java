package io.opsbus.notifier.dispatch.order;

import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.dispatch.Parking;
import io.opsbus.notifier.dispatch.Parking.Settlement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A claimed row, and with it some that queue behind it: attempted one after the other, without a claim of their own. Only heads of queues can be
 * claimed, so the head stays in hand, and is settled last, until it is known of each what became of it. For one thread.
 *
 * <pre>
 *   claimed   | not written to         after 1, 2 delivered, 3 failed:  (3 waits again, 4 is as it was), then 1, 2 go
 *   1 --over--> 2 --over--> 3 -- 4     after the holder died at 3:      1 is claimed again; it and all behind it are looked up
 * </pre>
 */
public final class Chain {
    private final DeliveryId head;
    private final long lease;
    private final TargetId target;
    private final List<Parking.Row> rows;
    private final int behind;
    private int open;
    private @Nullable Settlement last;

    private Chain(TargetId target, DeliveryId head, long lease, List<Parking.Row> rows) {
        this.target = target;
        this.head = head;
        this.lease = lease;
        this.rows = rows;
        this.behind = Math.max(0, rows.size() - 1);
        this.open = 1 + behind;
    }

    /** A claimed row with those behind it, in their order. */
    public static Chain of(Parking.Row head, List<Parking.Row> behind) {
        var rows = new ArrayList<Parking.Row>(1 + behind.size());
        rows.add(head);
        rows.addAll(behind);
        return new Chain(head.delivery().target(), head.delivery().id(), head.lease(), rows);
    }

    /** A row in the store that somebody has in hand, whoever put it there. */
    public static Chain alone(Delivery delivery, long lease) {
        return new Chain(delivery.target(), delivery.id(), lease, List.of());
    }

    /** Whose they are. */
    public TargetId target() {
        return target;
    }

    /** All of it that was not delivered by somebody before, the head first. */
    public List<Parking.Row> rows() {
        return Collections.unmodifiableList(rows);
    }

    /** How many lie behind the head. */
    int behind() {
        return behind;
    }

    /** Somebody had delivered these; returns what can be settled now. */
    List<Settlement> delivered(Set<DeliveryId> before) {
        var now = new ArrayList<Settlement>();
        for (var row : List.copyOf(rows)) {
            var id = row.delivery().id();
            if (before.contains(id)) {
                rows.remove(row);
                now.addAll(over(new Settlement.Done(id, row.lease())));
            }
        }
        return now;
    }

    /** Whether it is known of each row what became of it. */
    public boolean isOver() {
        return open == 0;
    }

    /** What became of one of its rows; returns what can be settled now. */
    public List<Settlement> over(Settlement one) {
        var now = new ArrayList<Settlement>(2);
        if (one.id().equals(head)) {
            last = one;
        } else {
            now.add(new Settlement.Behind(head, lease, one));
        }
        return less(now);
    }

    /** One of its rows was not attempted; likewise. What lies behind the head is not written to: it becomes free with it. */
    public List<Settlement> back(Settlement.Again untried) {
        return untried.id().equals(head) ? over(untried) : less(new ArrayList<>(1));
    }

    private List<Settlement> less(List<Settlement> now) {
        open--;
        if (open == 0 && last != null) {
            now.add(last);
        }
        return now;
    }
}
