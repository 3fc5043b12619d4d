package io.opsbus.notifier.wiring;

import io.opsbus.notifier.dispatch.ParkedDeliveries;
import io.opsbus.notifier.dispatch.Parking;
import io.opsbus.notifier.store.LiveRules;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** The thread that works off parked deliveries and keeps the rules fresh; while the store is away it waits longer and longer. */
public final class Worker implements SmartLifecycle {
    private static final Logger LOGGER = LoggerFactory.getLogger(Worker.class);
    private static final Duration BUSY = Duration.ofMillis(2);
    private static final Duration IDLE = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final long RULES_NANOS = Duration.ofMillis(500).toNanos();
    private static final long COUNT_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long FORGETTING_NANOS = Duration.ofHours(1).toNanos();

    private final ParkedDeliveries parked;
    private final LiveRules rules;
    private final Parking parking;
    private final Preparation preparation;
    private final Forgetting forgetting;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile String trouble = "";
    private volatile long parkedNow;
    private volatile boolean running;
    private Duration pause = IDLE;
    private long nextRules;
    private long nextCount;
    private long nextForgetting;

    Worker(ParkedDeliveries parked, LiveRules rules, Parking parking, Preparation preparation, Forgetting forgetting) {
        this.parked = parked;
        this.rules = rules;
        this.parking = parking;
        this.preparation = preparation;
        this.forgetting = forgetting;
        nextRules = System.nanoTime();
        nextCount = nextRules;
        nextForgetting = nextRules + FORGETTING_NANOS;
    }

    /** Why it does not work; empty when it does. */
    String trouble() {
        return trouble;
    }

    /** Parked deliveries when last counted, a few seconds ago at most. */
    public long parkedNow() {
        return parkedNow;
    }

    @Override
    public void start() {
        running = true;
        Thread.ofPlatform().name("parked-deliveries").daemon().start(this::run);
    }

    private void run() {
        try {
            while (!stopped.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                if (preparation.waitingFor().isEmpty()) {
                    round();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void round() {
        try {
            var now = System.nanoTime();
            if (now - nextRules >= 0) {
                nextRules = now + RULES_NANOS;
                rules.refresh();
            }
            if (now - nextCount >= 0) {
                nextCount = now + COUNT_NANOS;
                parkedNow = parking.count();
            }
            if (now - nextForgetting >= 0) {
                nextForgetting = now + FORGETTING_NANOS;
                forgetting.forget();
            }
            pause = parked.turn() ? BUSY : IDLE;
            trouble = "";
        } catch (RuntimeException e) {
            if (trouble.isEmpty()) {
                LOGGER.atWarn().setCause(e).log("parked deliveries wait");
            }
            trouble = Preparation.reason(e);
            var longer = pause.multipliedBy(2);
            pause = longer.compareTo(LONGEST) > 0 ? LONGEST : longer;
        }
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
