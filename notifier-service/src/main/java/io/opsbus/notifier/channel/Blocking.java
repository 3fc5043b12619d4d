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
 * Work of clients that block: each on a virtual thread, so many at once, and each with an end within its time, which begins when it has its
 * place. What finds no place is put off: that is no attempt. What comes after the end is not heard: the attempt has failed by then, and may
 * be made again although the peer took it.
 */
public final class Blocking implements AutoCloseable {
    /** When what found no place looks again. */
    private static final Duration AGAIN = Duration.ofSeconds(2);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService deadlines;
    private final Semaphore places;
    private final Duration patience;
    private final Duration limit;

    /**
     * Places for blocking work.
     *
     * @param atOnce attempts under way at the same time
     * @param patience how long one may wait for its place
     * @param limit from then to the end, however it ends
     */
    public Blocking(int atOnce, Duration patience, Duration limit) {
        this(
                atOnce,
                patience,
                limit,
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("channel-deadlines").factory()));
    }

    Blocking(int atOnce, Duration patience, Duration limit, ScheduledExecutorService deadlines) {
        this.places = new Semaphore(atOnce, true);
        this.patience = patience;
        this.limit = limit;
        this.deadlines = deadlines;
    }

    /** The longest from hand-over to the end. */
    public Duration longest() {
        return patience.plus(limit);
    }

    /** How long an attempt may take once it has its place. */
    public Duration limit() {
        return limit;
    }

    /** How many wait for a place. */
    public int waiting() {
        return places.getQueueLength();
    }

    /** Starts an attempt and returns at once; {@code done} hears its one end. */
    public void start(Callable<Outcome> attempt, Consumer<Outcome> done) {
        var _ = threads.submit(() -> {
            if (hasPlace()) {
                try {
                    within(attempt, done);
                } finally {
                    places.release();
                }
            } else {
                done.accept(new Outcome.Postponed(AGAIN));
            }
        });
    }

    private boolean hasPlace() {
        try {
            return places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void within(Callable<Outcome> attempt, Consumer<Outcome> done) {
        var over = new AtomicBoolean();
        var working = Thread.currentThread();
        var alarm = deadlines.schedule(
                () -> {
                    if (over.compareAndSet(false, true)) {
                        working.interrupt();
                        done.accept(new Outcome.Unanswered(Trouble.TIMEOUT));
                    }
                },
                limit.toMillis(),
                TimeUnit.MILLISECONDS);
        var outcome = run(attempt);
        if (over.compareAndSet(false, true)) {
            alarm.cancel(false);
            done.accept(outcome);
        }
    }

    private static Outcome run(Callable<Outcome> attempt) {
        try {
            return attempt.call();
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
