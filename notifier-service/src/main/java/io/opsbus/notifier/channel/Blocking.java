package io.opsbus.notifier.channel;

import io.opsbus.notifier.channel.egress.EgressDial;
import io.opsbus.notifier.delivery.Outcome;
import io.opsbus.notifier.delivery.Outcome.Trouble;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;

/**
 * Work of clients that block: each on a virtual thread, so many at once, and each with an end within its time. What comes later than that
 * is not heard: the attempt has failed by then, and may be made again although the peer took it.
 */
public final class Blocking implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("channel-deadlines").factory());
    private final Semaphore places;
    private final Duration limit;

    /**
     * A place for blocking work.
     *
     * @param atOnce attempts under way at the same time
     * @param limit from hand-over to the end, however it ends
     */
    public Blocking(int atOnce, Duration limit) {
        this.places = new Semaphore(atOnce);
        this.limit = limit;
    }

    /** Starts an attempt and returns at once; {@code done} hears its one end. */
    public void start(Callable<Outcome> attempt, Consumer<Outcome> done) {
        var over = new AtomicBoolean();
        var work = threads.submit(() -> {
            var outcome = run(attempt);
            if (over.compareAndSet(false, true)) {
                done.accept(outcome);
            }
        });
        var _ = deadlines.schedule(
                () -> {
                    if (over.compareAndSet(false, true)) {
                        work.cancel(true);
                        done.accept(new Outcome.Unanswered(Trouble.TIMEOUT));
                    }
                },
                limit.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private Outcome run(Callable<Outcome> attempt) {
        try {
            places.acquire();
            try {
                return attempt.call();
            } finally {
                places.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Unanswered(Trouble.TIMEOUT);
        } catch (Exception e) {
            return new Outcome.Unanswered(trouble(e));
        }
    }

    /** What went wrong on the way, by the innermost cause. */
    public static Trouble trouble(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            if (cause instanceof SSLException) {
                return Trouble.TLS;
            }
            cause = cause.getCause();
        }
        return switch (cause) {
            case EgressDial.Blocked _ -> Trouble.BLOCKED;
            case UnknownHostException _ -> Trouble.UNRESOLVED;
            case ConnectException _ -> Trouble.REFUSED;
            case SocketTimeoutException _ -> Trouble.TIMEOUT;
            case SSLException _ -> Trouble.TLS;
            case GeneralSecurityException _ -> Trouble.TLS;
            case IOException _ -> Trouble.RESET;
            default -> Trouble.UNREACHABLE;
        };
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
        threads.shutdownNow();
    }
}
