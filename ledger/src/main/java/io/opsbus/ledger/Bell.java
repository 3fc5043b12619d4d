package io.opsbus.ledger;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How a loop rests until there is work: somebody rings, time passes, or the loop is told to end. */
public final class Bell {

    private final Semaphore rings = new Semaphore(0);
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /** There may be work. Never blocks; many rings wake once. */
    public void ring() {
        if (rings.availablePermits() == 0) {
            rings.release();
        }
    }

    /** Rests until rung, ended or {@code longest} has passed. A ring before the call counts. */
    public void rest(Duration longest) throws InterruptedException {
        if (!ended() && rings.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            rings.drainPermits();
        }
    }

    /** Rests although rung: after an error there is no hurry. */
    public void restUnlessEnded(Duration time) throws InterruptedException {
        try {
            ended.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // the time has passed, as asked
        } catch (ExecutionException e) {
            throw new IllegalStateException(e); // nobody completes it exceptionally
        }
    }

    /** Ends the loop for good. */
    public void end() {
        ended.complete(null);
        rings.release();
    }

    public boolean ended() {
        return ended.isDone();
    }
}
