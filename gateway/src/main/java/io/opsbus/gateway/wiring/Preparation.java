package io.opsbus.gateway.wiring;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must be done once before calls are answered, step by step, each again and again until it works: the gateway starts
 * in any order with the servers it needs, and says what it waits for.
 */
final class Preparation implements Runnable, AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Preparation.class);
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final List<Step> steps;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile String waitingFor;

    Preparation(List<Step> steps) {
        this.steps = List.copyOf(steps);
        this.waitingFor = steps.getFirst().name();
    }

    /** One step; safe to repeat. */
    record Step(String name, Work work) {}

    /** Any exception means "not yet". */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    /** Empty when everything is done. */
    String waitingFor() {
        return waitingFor;
    }

    boolean isDone() {
        return waitingFor.isEmpty();
    }

    @Override
    public void run() {
        try {
            for (Step step : steps) {
                while (!done(step)) {
                    if (closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                        return;
                    }
                }
            }
            waitingFor = "";
            LOGGER.atInfo().log("prepared");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean done(Step step) {
        try {
            step.work().run();
            return true;
        } catch (Exception notYet) {
            String reason = step.name() + ": " + innermost(notYet);
            if (!reason.equals(waitingFor)) {
                LOGGER.atWarn().addKeyValue("reason", reason).log("not prepared yet");
            }
            waitingFor = reason;
            return false;
        }
    }

    /** The outer messages only say that something failed. */
    static String innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
