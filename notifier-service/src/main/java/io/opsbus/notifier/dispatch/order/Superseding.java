package io.opsbus.notifier.dispatch.order;

import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.dispatch.Attempts;
import io.opsbus.notifier.dispatch.Counts;
import io.opsbus.notifier.dispatch.Parking;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Gives up what is parked and has something newer behind it, where something failed: each is written down as superseded before its row goes. What
 * somebody has in hand stays; how its attempt ends decides. One thread calls {@link #turn}; {@link #look} is for any.
 */
public final class Superseding {
    private static final int MOST_A_TURN = 1024;

    private final Parking parking;
    private final Attempts attempts;
    private final Counts counts;
    private final Predicate<Parking.Queue> wanted;
    private final Set<Parking.Queue> suspects = ConcurrentHashMap.newKeySet();
    private final Set<Parking.Queue> joined = ConcurrentHashMap.newKeySet();
    private boolean isFirst = true;

    /** @param wanted whether what is older of this queue is to be given up */
    public Superseding(Parking parking, Attempts attempts, Counts counts, Predicate<Parking.Queue> wanted) {
        this.parking = parking;
        this.attempts = attempts;
        this.counts = counts;
        this.wanted = wanted;
    }

    /** Something of this queue failed, or came behind what had. */
    public void look(Parking.Queue queue) {
        suspects.add(queue);
    }

    /** Something came to this queue, and it is not known whether behind what has failed. */
    public void joined(Parking.Queue queue) {
        if (wanted.test(queue)) {
            joined.add(queue);
        }
    }

    /**
     * Gives up what is to be given up now; returns whether there was anything.
     *
     * @throws RuntimeException when a store is away; nothing is lost, the next turn looks again
     */
    public boolean turn(Instant now, Instant leaseUntil) {
        if (isFirst) {
            // whoever died may have had suspects
            parking.failing().stream().filter(wanted).forEach(suspects::add);
            isFirst = false;
        }
        ask();
        if (suspects.isEmpty()) {
            return false;
        }
        var asked = Set.copyOf(suspects);
        suspects.removeAll(asked);
        try {
            var rows = parking.outdated(asked, MOST_A_TURN, now, leaseUntil);
            giveUp(rows, now);
            if (rows.size() == MOST_A_TURN) {
                suspects.addAll(asked);
            }
            return !rows.isEmpty();
        } catch (RuntimeException away) {
            suspects.addAll(asked);
            throw away;
        }
    }

    private void ask() {
        if (joined.isEmpty()) {
            return;
        }
        var asked = Set.copyOf(joined);
        joined.removeAll(asked);
        try {
            parking.waiting(asked).forEach((queue, failed) -> {
                if (failed) {
                    suspects.add(queue);
                }
            });
        } catch (RuntimeException away) {
            joined.addAll(asked);
            throw away;
        }
    }

    private void giveUp(List<Parking.Row> rows, Instant now) {
        if (rows.isEmpty()) {
            return;
        }
        attempts.keep(rows.stream()
                .map(row -> new Attempts.Attempt(
                        row.delivery(), row.state().attempts() + 1, Outcome.superseded(), now, Duration.ZERO, true))
                .toList());
        parking.settle(rows.stream()
                .<Parking.Settlement>map(
                        row -> new Parking.Settlement.Done(row.delivery().id(), row.lease()))
                .toList());
        counts.superseded(rows.size());
    }
}
