package io.opsbus.invocation.wiring;

import io.opsbus.invocation.control.Settling;
import io.opsbus.invocation.fleet.SpentRequests;
import io.opsbus.invocation.query.Invocations;
import io.opsbus.invocation.query.StoreAway;
import io.opsbus.ledger.Ledger;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does every few seconds what nobody is told of: sums up what a process that died has left, forgets spent requests. */
final class Sweeping implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Sweeping.class);
    private static final Duration PERIOD = Duration.ofSeconds(15);
    /** Twice the difference of clocks that is believed, and some for clocks of several processes. */
    private static final Duration SPENT_KEPT = Duration.ofMinutes(11);

    private static final int BATCH = 5_000;

    private final Settling settling;
    private final Invocations invocations;
    private final SpentRequests spent;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("sweeping").factory());

    Sweeping(Settling settling, Invocations invocations, SpentRequests spent, Clock clock) {
        this.settling = settling;
        this.invocations = invocations;
        this.spent = spent;
        this.clock = clock;
    }

    /** Begins. */
    Sweeping start() {
        var ignored =
                timer.scheduleWithFixedDelay(this::sweep, PERIOD.toSeconds(), PERIOD.toSeconds(), TimeUnit.SECONDS);
        return this;
    }

    /** Once; neither keeps the other from being done. */
    void sweep() {
        trying("summed up", () -> settling.sweep(invocations));
        trying("forgotten", this::forget);
    }

    private void forget() {
        int gone;
        do {
            gone = spent.forget(clock.instant().minus(SPENT_KEPT), BATCH);
        } while (gone == BATCH);
    }

    private static void trying(String what, Runnable work) {
        try {
            work.run();
        } catch (Ledger.Unavailable | StoreAway away) {
            LOGGER.atDebug().setCause(away).log("nothing was " + what);
        } catch (RuntimeException e) {
            // an exception would end the schedule; the next time does it
            LOGGER.atWarn().setCause(e).log("not all was " + what);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
