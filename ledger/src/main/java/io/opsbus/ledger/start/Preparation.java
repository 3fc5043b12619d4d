package io.opsbus.ledger.start;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something that must be done once before the service is ready, and that needs a part which may be away: tried in the
 * background until it works, so that the order in which parts start does not matter.
 */
public final class Preparation implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Preparation.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

    private final String name;
    private final Work work;
    private final InstantSource clock;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private volatile State state;

    /** Not begun yet; {@code name} is for logs. */
    public Preparation(String name, Work work, InstantSource clock) {
        this.name = name;
        this.work = work;
        this.clock = clock;
        this.state = new State.Waiting("not tried yet", clock.instant(), 0);
    }

    /** What is to be done; must be safe to repeat. */
    @FunctionalInterface
    public interface Work {
        /** Does it; any exception means "not yet". */
        @SuppressWarnings("checkstyle:IllegalThrows") // whatever fails is tried again
        void run() throws Exception;
    }

    /** How far it is. */
    public sealed interface State {
        /** Not done. */
        record Waiting(String reason, Instant since, int tries) implements State {}

        /** Done. */
        record Done(Instant at) implements State {}
    }

    /** Starts to try on a thread of its own. */
    public Preparation start() {
        Thread.ofVirtual().name("prepare-" + name).start(this::untilDone);
        return this;
    }

    /** How far it is now. */
    public State state() {
        return state;
    }

    /** Why it is not done, with the number of tries; empty when it is. */
    public String trouble() {
        return switch (state) {
            case State.Done _ -> "";
            case State.Waiting(String reason, var since, int tries) ->
                "%s (since %s, %d tries)".formatted(reason, since, tries);
        };
    }

    /** Completes when it is done. */
    public CompletableFuture<Void> done() {
        return done.copy();
    }

    private void untilDone() {
        var since = clock.instant();
        var pause = FIRST_PAUSE;
        for (int tries = 1; !isClosed(); tries++) {
            try {
                work.run();
                state = new State.Done(clock.instant());
                done.complete(null);
                LOGGER.atInfo()
                        .addKeyValue("step", name)
                        .addKeyValue("tries", tries)
                        .log("prepared");
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (Exception e) {
                state = new State.Waiting(reason(e), since, tries);
                LOGGER.atWarn()
                        .addKeyValue("step", name)
                        .addKeyValue("reason", reason(e))
                        .log("not prepared yet");
            }
            waitFor(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void waitFor(Duration pause) {
        try {
            boolean ignored = closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed.countDown();
        }
    }

    /** The innermost message: the outer ones only say that something failed. */
    public static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return cause.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }

    /** Stops trying. */
    @Override
    public void close() {
        closed.countDown();
    }
}
