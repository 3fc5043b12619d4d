package io.opsbus.notifier.dispatch.late;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The good ends of a batch that are on their way to where ends stand. Its offset must not pass them: a process killed in between would leave a
 * delivery that was made and of which nobody knows how it ended. Safe for any thread.
 */
public final class Unwritten {
    /** One more than are open, until all are known. */
    private final AtomicInteger open = new AtomicInteger(1);

    private final CompletableFuture<Void> all = new CompletableFuture<>();

    /** None yet. */
    public Unwritten() {}

    /** One more; what is returned is to be run once, when it stands. */
    public Runnable one() {
        open.incrementAndGet();
        return this::written;
    }

    private void written() {
        if (open.decrementAndGet() == 0) {
            all.complete(null);
        }
    }

    /**
     * No more come. Waits for those that are open, for as a rule all are there in a moment.
     *
     * @param parked tells when what is left of the batch is safe
     * @param patience how long, at most
     * @return is done when both are; fails as {@code parked} does
     */
    public Future<?> safe(CompletableFuture<?> parked, Duration patience) throws InterruptedException {
        written();
        try {
            all.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return parked;
        } catch (TimeoutException _) {
            return both(parked);
        } catch (ExecutionException e) {
            throw new IllegalStateException("nothing fails it", e);
        }
    }

    private Future<?> both(CompletableFuture<?> parked) {
        var both = new CompletableFuture<Void>();
        var _ = parked.whenComplete((_, failure) -> {
            if (failure != null) {
                both.completeExceptionally(failure);
            } else {
                var _ = all.thenRun(() -> both.complete(null));
            }
        });
        return both;
    }
}
