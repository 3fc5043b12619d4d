package io.opsbus.notifier.dispatch.late;

import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.dispatch.Counts;
import io.opsbus.notifier.dispatch.Deliverer;
import io.opsbus.notifier.dispatch.Parking;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * Remainders that wait for the store, in the order of their batches: what is told in order must be parked in order. One thread leaves them here
 * and may give them up, another parks them; who looks may be any.
 */
public final class Remainders {
    /** Rows that may wait: each keeps its event in memory, so these are some 40 MB of a process that has a few hundred. */
    public static final int MOST = 20_000;

    private record Entry(Remainder left, CompletableFuture<Void> safe) {}

    private final Parking store;
    private final Counts counts;
    private final Duration patience;
    private final Queue<Entry> waiting = new ConcurrentLinkedQueue<>();
    /** Held while rows are on their way to the store. */
    private final ReentrantLock parking = new ReentrantLock();

    /** @param patience how long what is under way may take */
    public Remainders(Parking store, Counts counts, Duration patience) {
        this.store = store;
        this.counts = counts;
        this.patience = patience;
    }

    /**
     * Parks what a batch leaves at once, or when the store is back: then it waits behind those that wait already.
     *
     * @return is done when the batch is safe; fails when it never will be, and must be read again
     */
    public Future<?> park(Remainder left) {
        var entry = new Entry(left, new CompletableFuture<>());
        if (!isParked(entry)) {
            waiting.add(entry);
        }
        return entry.safe;
    }

    private boolean isParked(Entry entry) {
        if (!entry.left.rows().isEmpty() && isBusy()) {
            return false;
        }
        try {
            take(entry);
            return true;
        } catch (Parking.Away _) {
            return false;
        }
    }

    private void take(Entry entry) {
        var rows = entry.left.rows();
        if (!rows.isEmpty()) {
            store.park(rows);
            counts.parked(rows.size());
        }
        entry.left.parked().run();
        entry.safe.complete(null);
    }

    /**
     * Parks what waits; returns whether there was anything.
     *
     * @throws Parking.Away when the store is away still; nothing is lost
     */
    public boolean turn() {
        var any = false;
        while (parkFirst()) {
            any = true;
        }
        return any;
    }

    private boolean parkFirst() {
        parking.lock();
        try {
            var first = waiting.peek();
            if (first == null || first.safe.isDone()) {
                return false;
            }
            if (first.left.heldUp().getAsBoolean()) {
                // also those behind it: what comes before them is read again
                waiting.forEach(entry -> entry.safe.completeExceptionally(new Deliverer.HeldUp()));
                return false;
            }
            take(first);
            waiting.remove();
            return true;
        } finally {
            parking.unlock();
        }
    }

    /** Nothing that waits is parked any more: it is read again, by whoever owns it. Returns when nothing of it is under way. */
    public void giveUp() throws InterruptedException {
        List<Entry> left;
        parking.lock();
        try {
            left = List.copyOf(waiting);
            waiting.clear();
        } finally {
            parking.unlock();
        }
        left.forEach(entry -> entry.safe.completeExceptionally(new Deliverer.HeldUp()));
        for (var entry : left) {
            if (!entry.left.ends().await(patience)) {
                // nothing was begun since, so nothing of the others takes longer
                return;
            }
        }
    }

    /** Whether any wait. */
    public boolean isBusy() {
        return !waiting.isEmpty();
    }

    /** How many rows wait. */
    public int size() {
        return waiting.stream().mapToInt(entry -> entry.left.rows().size()).sum();
    }

    /** Targets that have rows here that queue: what is newer of them is parked behind those. */
    public Set<TargetId> queueing() {
        return waiting.stream()
                .flatMap(entry -> entry.left.rows().stream())
                .filter(row -> row.resource().isPresent())
                .map(row -> row.delivery().target())
                .collect(Collectors.toUnmodifiableSet());
    }
}
