package io.opsbus.agent.timer;

import io.opsbus.agent.Journal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Rings at a time of the machine's clock, and too early rather than too late when that is set: who is rung looks at it again. */
public final class Alarms implements AutoCloseable {
    /** The clock may be set while one waits: it is looked at this often. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final InstantSource clock;
    private final Journal journal;
    private final ScheduledExecutorService timers =
            // when all is closed none is wanted
            new ScheduledThreadPoolExecutor(
                    1, Thread.ofVirtual().name("timer").factory(), new ThreadPoolExecutor.DiscardPolicy());

    /** None yet. */
    public Alarms(InstantSource clock, Journal journal) {
        this.clock = clock;
        this.journal = journal;
    }

    /** Rings at that time, or half a minute from now if that is sooner; again after a bug, for nobody else would. */
    public void at(Instant time, Runnable rung) {
        long left = Duration.between(clock.instant(), time).toMillis() + 1;
        in(Duration.ofMillis(Math.clamp(left, 0, LONGEST.toMillis())), () -> {
            try {
                rung.run();
            } catch (RuntimeException | Error bug) {
                journal.note("timer fails", "why", bug);
                at(clock.instant().plus(LONGEST), rung);
            }
        });
    }

    /** Rings after a time, whatever the clock says meanwhile. */
    public void in(Duration time, Runnable rung) {
        var _ = timers.schedule(rung, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    public boolean isClosed() {
        return timers.isShutdown();
    }

    /** Nothing rings any more. */
    @Override
    public void close() {
        timers.shutdownNow();
    }
}
