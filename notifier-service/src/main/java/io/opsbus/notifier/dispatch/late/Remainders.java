package io.opsbus.notifier.dispatch.late;

import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.dispatch.Counts;
import io.opsbus.notifier.dispatch.Deliverer;
import io.opsbus.notifier.dispatch.Parking;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * Remainders that wait for the store, in the order of their batches: what is told in order must be parked in order. One thread leaves them here,
 * tries them meanwhile and may give them up, another parks them; who asks may be any.
 *
 * @param <T> an attempt
 */
public final class Remainders<T extends Trial> {
    /** Rows that may wait: each keeps its event in memory, so these are some 40 MB of a process that has a few hundred. */
    public static final int MOST = 20_000;

    private final Parking store;
    private final Counts counts;
    private final Duration patience;
    private final Queue<Waiting<T>> waiting = new ConcurrentLinkedQueue<>();
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
    public CompletableFuture<?> park(Remainder<T> left) {
        var one = new Waiting<>(left);
        if (!isParked(one)) {
            waiting.add(one);
        }
        return one.safe();
    }

    private boolean isParked(Waiting<T> one) {
        if (one.size() > 0 && isBusy()) {
            return false;
        }
        try {
            take(one);
            return true;
        } catch (Parking.Away _) {
            return false;
        }
    }

    private void take(Waiting<T> one) {
        var rows = one.setOut();
        try {
            if (!rows.isEmpty()) {
                store.park(rows);
                counts.parked(rows.size());
            }
        } catch (Parking.Away away) {
            one.stay();
            throw away;
        }
        one.arrived();
    }

    /** Tries what waits as far as its targets have room: a batch of which nothing is left is safe, whatever waits before it. */
    public void look(Again<T> again) {
        for (var all = waiting.iterator(); all.hasNext(); ) {
            var one = all.next();
            if (one.look(again)) {
                one.arrived();
                all.remove();
            }
        }
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
            if (first == null || first.safe().isDone()) {
                return false;
            }
            if (first.isHeldUp()) {
                // also those behind it: what comes before them is read again
                waiting.forEach(one -> one.fail(new Deliverer.HeldUp()));
                return false;
            }
            // so that no attempts are kept back for a store that is away
            var _ = store.due(Instant.EPOCH, Set.of(), 1);
            take(first);
            waiting.remove(first);
            return true;
        } finally {
            parking.unlock();
        }
    }

    /** Nothing that waits is parked any more: it is read again, by whoever owns it. Returns when nothing of it is under way. */
    public void giveUp() throws InterruptedException {
        List<Waiting<T>> all;
        parking.lock();
        try {
            all = List.copyOf(waiting);
            waiting.clear();
        } finally {
            parking.unlock();
        }
        all.forEach(one -> one.fail(new Deliverer.HeldUp()));
        var open = all.stream().flatMap(one -> one.giveUp().stream()).toList();
        var ends = new CountDownLatch(open.size());
        open.forEach(trial -> trial.countOn(ends));
        // nothing is begun any more, so nothing takes longer
        var _ = ends.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Whether any wait. */
    public boolean isBusy() {
        return !waiting.isEmpty();
    }

    /** How many rows wait. */
    public int size() {
        return waiting.stream().mapToInt(Waiting::size).sum();
    }

    /** Targets that have rows here that queue: what is newer of them is parked behind those. */
    public Set<TargetId> queueing() {
        return waiting.stream().flatMap(one -> one.queueing().stream()).collect(Collectors.toUnmodifiableSet());
    }
}
