package io.opsbus.event.wiring;

import io.opsbus.ledger.start.Preparation;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Keeps a loop running from the moment its tables are there to the stop of the service. */
final class LoopThread implements SmartLifecycle {
    private static final Logger LOGGER = LoggerFactory.getLogger(LoopThread.class);
    private static final Duration END = Duration.ofSeconds(5);

    private final String name;
    private final Runnable work;
    private final Runnable end;
    private final Preparation database;
    private volatile @Nullable Thread thread;

    /**
     * A loop.
     *
     * @param name of the thread
     * @param end tells {@code work} to come to its end
     */
    LoopThread(String name, Runnable work, Runnable end, Preparation database) {
        this.name = name;
        this.work = work;
        this.end = end;
        this.database = database;
    }

    @Override
    public void start() {
        thread = Thread.ofPlatform()
                .name(name)
                .uncaughtExceptionHandler((dead, failure) -> LOGGER.atError()
                        .addKeyValue("thread", name)
                        .setCause(failure)
                        .log("a thread died: its work waits until a restart"))
                .start(this::workOnceThereAreTables);
    }

    private void workOnceThereAreTables() {
        try {
            database.done().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a preparation never fails, it tries again", e);
        } catch (InterruptedException e) {
            return;
        }
        work.run();
    }

    @Override
    public void stop() {
        end.run();
        Thread running = thread;
        if (running != null) {
            if (!database.done().isDone()) {
                running.interrupt();
            }
            try {
                if (!running.join(END)) {
                    LOGGER.atWarn().addKeyValue("thread", name).log("a thread did not end in time");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        Thread running = thread;
        return running != null && running.isAlive();
    }
}
