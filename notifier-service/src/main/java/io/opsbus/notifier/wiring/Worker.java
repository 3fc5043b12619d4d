package io.opsbus.notifier.wiring;

import io.opsbus.notifier.dispatch.ParkedDeliveries;
import io.opsbus.notifier.dispatch.Parking;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** The thread that works off parked deliveries and does the chores between; while the store is away it waits longer and longer. */
public final class Worker implements SmartLifecycle {
    private static final Logger LOGGER = LoggerFactory.getLogger(Worker.class);
    private static final Duration BUSY = Duration.ofMillis(2);
    private static final Duration IDLE = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration COUNTING = Duration.ofSeconds(5);

    private final ParkedDeliveries parked;
    private final Parking parking;
    private final Preparation preparation;
    private final List<Chore> chores;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile String trouble = "";
    private volatile long parkedNow;
    private volatile boolean running;
    private Duration pause = IDLE;

    /** @param chores each done about as often as it says, by this one thread */
    Worker(ParkedDeliveries parked, Parking parking, Preparation preparation, List<Chore> chores) {
        this.parked = parked;
        this.parking = parking;
        this.preparation = preparation;
        this.chores = Stream.concat(chores.stream(), Stream.of(new Chore(COUNTING, this::count)))
                .toList();
    }

    private void count() {
        parkedNow = parking.count();
    }

    /** Something to be done again and again. */
    static final class Chore {
        private final long nanos;
        private final Runnable work;
        private long next = System.nanoTime();

        Chore(Duration every, Runnable work) {
            this.nanos = every.toNanos();
            this.work = work;
        }

        private void doIfDue() {
            var now = System.nanoTime();
            if (now - next >= 0) {
                next = now + nanos;
                work.run();
            }
        }
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
            chores.forEach(Chore::doIfDue);
            pause = parked.turn() ? BUSY : IDLE;
            trouble = "";
            parked.away(false);
        } catch (RuntimeException e) {
            if (trouble.isEmpty()) {
                LOGGER.atWarn().setCause(e).log("parked deliveries wait");
            }
            trouble = Preparation.reason(e);
            parked.away(e instanceof Parking.Away);
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
