package io.opsbus.ledger.start;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that runs from the moment something is prepared to the stop of the service. */
public final class Loop implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Loop.class);
    private static final Duration END = Duration.ofSeconds(5);

    private final String name;
    private final CompletableFuture<Void> prepared;
    private final Runnable end;
    private final Thread thread;

    /**
     * Begins to wait.
     *
     * @param end tells {@code work} to come to its end
     */
    public Loop(String name, CompletableFuture<Void> prepared, Runnable work, Runnable end) {
        this.name = name;
        this.prepared = prepared;
        this.end = end;
        this.thread = Thread.ofPlatform()
                .name(name)
                .uncaughtExceptionHandler((dead, failure) -> LOGGER.atError()
                        .addKeyValue("thread", name)
                        .setCause(failure)
                        .log("a thread died: its work waits until a restart"))
                .start(() -> oncePrepared(work));
    }

    private void oncePrepared(Runnable work) {
        try {
            prepared.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a preparation never fails, it tries again", e);
        } catch (InterruptedException e) {
            return;
        }
        work.run();
    }

    @Override
    public void close() {
        end.run();
        if (!prepared.isDone()) {
            thread.interrupt();
        }
        try {
            if (!thread.join(END)) {
                LOGGER.atWarn().addKeyValue("thread", name).log("a thread did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
