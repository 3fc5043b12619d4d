package io.opsbus.queue.wait;

import io.opsbus.queue.QueueId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Receivers that wait, first come, first woken: as many as there is news, not all of them. Each waits on its own thread, which
 * is virtual, and holds no connection meanwhile. Threads share it.
 */
public final class Waiters implements AutoCloseable {
    private final int most;
    private final int mostOfQueue;
    private final Map<QueueId, Deque<Waiter>> waiting = new HashMap<>();
    private int count;
    private boolean isClosed;

    /**
     * Nobody waits yet.
     *
     * @param most at a time
     * @param mostOfQueue for one queue at a time
     */
    public Waiters(int most, int mostOfQueue) {
        this.most = most;
        this.mostOfQueue = mostOfQueue;
    }

    /** One that waits; closing it hands news it did not use to the next. */
    public final class Waiter implements AutoCloseable {
        private final QueueId queue;
        private final Semaphore news = new Semaphore(0);

        private Waiter(QueueId queue) {
            this.queue = queue;
        }

        /** Waits for news; what came before it began to wait counts. Returns false when time is up. */
        public boolean await(long nanos) throws InterruptedException {
            if (!news.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
                return false;
            }
            requeue(this);
            return true;
        }

        @Override
        public void close() {
            leave(this);
        }
    }

    /** Joins those who wait for a queue; empty when there are too many, or the service ends: then nobody should wait. */
    public synchronized Optional<Waiter> join(QueueId queue) {
        Deque<Waiter> of = waiting.get(queue);
        if (isClosed || count >= most || (of != null && of.size() >= mostOfQueue)) {
            return Optional.empty();
        }
        var waiter = new Waiter(queue);
        waiting.computeIfAbsent(queue, _ -> new ArrayDeque<>()).add(waiter);
        count++;
        return Optional.of(waiter);
    }

    /** There may be messages: wakes that many who have not been woken yet. */
    public synchronized void arrived(QueueId queue, int messages) {
        int left = messages;
        for (Waiter waiter : waiting.getOrDefault(queue, new ArrayDeque<>())) {
            if (left == 0) {
                break;
            }
            if (waiter.news.availablePermits() == 0) {
                waiter.news.release();
                left--;
            }
        }
    }

    /** Queues somebody waits for. */
    public synchronized Set<QueueId> queues() {
        return Set.copyOf(waiting.keySet());
    }

    /** How many wait. */
    public synchronized int count() {
        return count;
    }

    /** To the end of the line: it has had its chance. */
    private synchronized void requeue(Waiter waiter) {
        Deque<Waiter> of = waiting.get(waiter.queue);
        if (of != null && of.remove(waiter)) {
            of.add(waiter);
        }
    }

    private synchronized void leave(Waiter waiter) {
        Deque<Waiter> of = waiting.get(waiter.queue);
        if (of == null || !of.remove(waiter)) {
            return;
        }
        count--;
        if (of.isEmpty()) {
            waiting.remove(waiter.queue);
        }
        arrived(waiter.queue, waiter.news.drainPermits());
    }

    /** Wakes everybody and lets nobody wait any more. */
    @Override
    public synchronized void close() {
        isClosed = true;
        waiting.values().forEach(of -> of.forEach(waiter -> waiter.news.release()));
    }

    /** Whether the service ends. */
    public synchronized boolean isClosed() {
        return isClosed;
    }
}
