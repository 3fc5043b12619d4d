package io.opsbus.invocation.wiring.simulated;

import io.opsbus.invocation.simulated.Simulation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of a simulation, however many machines it has: one that waits for what is due, and a few that do it. */
final class Workers implements Executor, AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Workers.class);
    /** Connections to the database are few, and calls have them too. */
    private static final int THREADS = 4;
    /** The clock may be set while nothing is due. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private static final Duration END = Duration.ofSeconds(5);

    /** One of each machine waits at most. */
    private final ExecutorService steps = Executors.newFixedThreadPool(
            THREADS,
            Thread.ofPlatform()
                    .daemon()
                    .name("invocation-service-simulated-", 0)
                    .factory());

    private final Semaphore due = new Semaphore(0);
    private final Thread waiting = Thread.ofPlatform()
            .daemon()
            .name("invocation-service-simulated-due")
            .unstarted(this::run);
    private volatile boolean isOver;

    private Runnable tick = () -> {};

    /** Something may be due sooner. */
    void wake() {
        due.release();
    }

    /** Has its steps done from now on. */
    void drive(Simulation simulation, InstantSource clock) {
        tick = () -> await(simulation
                .tick()
                .map(at -> Duration.between(clock.instant(), at))
                .orElse(LONGEST_WAIT));
        waiting.start();
    }

    private void await(Duration time) {
        try {
            long millis = Math.clamp(time.toMillis() + 1, 1, LONGEST_WAIT.toMillis());
            if (due.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
                int ignored = due.drainPermits();
            }
        } catch (InterruptedException ended) {
            isOver = true;
        }
    }

    private void run() {
        while (!isOver) {
            try {
                tick.run();
            } catch (RejectedExecutionException ended) {
                return;
            } catch (RuntimeException broken) {
                // this thread is the only one: without it nothing would be due any more, and nobody would say so
                LOGGER.atError().setCause(broken).log("what is due of simulated machines is broken; looked at again");
                await(LONGEST_WAIT);
            }
        }
    }

    @Override
    public void execute(Runnable step) {
        steps.execute(() -> {
            try {
                step.run();
            } catch (RuntimeException | StackOverflowError | LinkageError broken) {
                LOGGER.atError().setCause(broken).log("a step of a simulated machine is broken");
            }
        });
    }

    @Override
    public void close() {
        isOver = true;
        waiting.interrupt();
        steps.shutdownNow();
        try {
            if (!steps.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS)) {
                LOGGER.atWarn().log("steps of simulated machines did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
