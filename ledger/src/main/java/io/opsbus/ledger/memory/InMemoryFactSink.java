package io.opsbus.ledger.memory;

import io.opsbus.ledger.OutboxRecord;
import io.opsbus.ledger.relay.FactSink;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A producer of the fake Kafka: a log in memory that can be away. What is stored survives a simulated crash of its producer.
 */
public final class InMemoryFactSink implements FactSink {

    private record InFlight(OutboxRecord record, CompletableFuture<Void> ack) {}

    private final ReentrantLock latch;
    private final List<OutboxRecord> log;
    private final Queue<InFlight> inFlight = new ArrayDeque<>();
    private boolean away;

    public InMemoryFactSink() {
        this(new ReentrantLock(), new ArrayList<>());
    }

    private InMemoryFactSink(ReentrantLock latch, List<OutboxRecord> log) {
        this.latch = latch;
        this.log = log;
    }

    /** Another producer of the same Kafka. */
    public InMemoryFactSink another() {
        return new InMemoryFactSink(latch, log);
    }

    @Override
    public CompletableFuture<?> send(OutboxRecord record) {
        latch.lock();
        try {
            var ack = new CompletableFuture<Void>();
            inFlight.add(new InFlight(record, ack));
            if (!away) {
                storeAll();
            }
            return ack;
        } finally {
            latch.unlock();
        }
    }

    /** While away, records stay in flight; back again, they are stored in the order they were sent. */
    public void setAway(boolean away) {
        latch.lock();
        try {
            this.away = away;
            if (!away) {
                storeAll();
            }
        } finally {
            latch.unlock();
        }
    }

    /**
     * Stores the oldest record in flight although away.
     *
     * @param acknowledge false loses the acknowledgement: stored, but the sender never learns
     * @return false if none was in flight
     */
    public boolean storeOne(boolean acknowledge) {
        latch.lock();
        try {
            var next = inFlight.poll();
            if (next != null) {
                log.add(next.record());
                if (acknowledge) {
                    next.ack().complete(null);
                }
            }
            return next != null;
        } finally {
            latch.unlock();
        }
    }

    private void storeAll() {
        while (storeOne(true)) {
            // until none is in flight
        }
    }

    /** Records handed over and neither stored nor given up. */
    public int inFlight() {
        latch.lock();
        try {
            return inFlight.size();
        } finally {
            latch.unlock();
        }
    }

    /** Everything stored so far, in order. */
    public List<OutboxRecord> log() {
        latch.lock();
        try {
            return List.copyOf(log);
        } finally {
            latch.unlock();
        }
    }

    /** Gives up what is in flight, as a producer's crash does. */
    @Override
    public void close() {
        latch.lock();
        try {
            inFlight.clear();
        } finally {
            latch.unlock();
        }
    }
}
