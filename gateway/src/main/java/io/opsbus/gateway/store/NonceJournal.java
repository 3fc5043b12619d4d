package io.opsbus.gateway.store;

import io.opsbus.gateway.nonce.NonceLog;
import io.opsbus.gateway.nonce.NonceMark;
import io.opsbus.gateway.nonce.UsedNonces;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Group commit: all calls that wait share one statement, so a write costs a share of a commit and not a commit of its own.
 * One thread runs {@link #run}.
 */
public final class NonceJournal implements NonceLog, Runnable, AutoCloseable {
    /** Calls in one statement at most. */
    static final int BATCH = 256;

    /** Calls waiting at most; one more is told so at once. */
    static final int MOST_WAITING = 2048;

    private static final Logger LOGGER = LoggerFactory.getLogger(NonceJournal.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final UsedNonces nonces;
    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>(MOST_WAITING);
    private volatile boolean isClosed;
    private boolean wasAway;

    public NonceJournal(UsedNonces nonces) {
        this.nonces = nonces;
    }

    private record Waiting(NonceMark mark, Instant expiry, CompletableFuture<Written> outcome) {}

    /** Waits for the commit, three seconds at most. */
    @Override
    public Written write(NonceMark mark, Instant expiry) {
        var waiting = new Waiting(mark, expiry, new CompletableFuture<>());
        if (isClosed || !queue.offer(waiting)) {
            return Written.AWAY;
        }
        try {
            return waiting.outcome.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException _) {
            return Written.AWAY;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Written.AWAY;
        }
    }

    @Override
    public void run() {
        List<Waiting> batch = new ArrayList<>(BATCH);
        try {
            while (!isClosed) {
                Waiting first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, BATCH - 1);
                    commit(batch);
                    batch.clear();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            isClosed = true;
            queue.drainTo(batch);
            batch.forEach(waiting -> waiting.outcome.complete(Written.AWAY));
        }
    }

    private void commit(List<Waiting> batch) {
        Map<NonceMark, Instant> marks = HashMap.newHashMap(batch.size());
        List<Waiting> first = new ArrayList<>(batch.size());
        for (Waiting waiting : batch) {
            if (marks.putIfAbsent(waiting.mark, waiting.expiry) == null) {
                first.add(waiting);
            } else {
                waiting.outcome.complete(Written.USED);
            }
        }
        try {
            Set<NonceMark> fresh = nonces.use(marks);
            first.forEach(
                    waiting -> waiting.outcome.complete(fresh.contains(waiting.mark) ? Written.FRESH : Written.USED));
            wasAway = false;
        } catch (RuntimeException away) {
            if (!wasAway) {
                LOGGER.atWarn().setCause(away).log("nonces cannot be written; calls that change something are refused");
            }
            wasAway = true;
            first.forEach(waiting -> waiting.outcome.complete(Written.AWAY));
        }
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
