package io.opsbus.notifier.wiring;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * What must be done once before records are consumed, step by step, each tried until it works: the parts this service needs may start in
 * any order.
 */
public final class Preparation implements SmartLifecycle {
    private static final Logger LOGGER = LoggerFactory.getLogger(Preparation.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final List<Step> steps;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile String waitingFor = "not started";
    private volatile boolean running;

    Preparation(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /** One step; safe to repeat. */
    record Step(String name, Work work) {}

    /** Any exception means "not yet". */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    /** Empty when everything is done. */
    public String waitingFor() {
        return waitingFor;
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("prepare-notifier").start(this::run);
    }

    private void run() {
        for (var step : steps) {
            while (!done(step)) {
                try {
                    if (stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                        return;
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
        waitingFor = "";
        LOGGER.atInfo().log("prepared");
    }

    private boolean done(Step step) {
        try {
            step.work().run();
            return true;
        } catch (Exception e) {
            var reason = step.name() + ": " + reason(e);
            if (!reason.equals(waitingFor)) {
                LOGGER.atWarn().addKeyValue("reason", reason).log("not prepared yet");
            }
            waitingFor = reason;
            return false;
        }
    }

    /** The innermost message: the outer ones only say that something failed. */
    static String reason(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    @Override
    public void stop() {
        stopped.countDown();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
