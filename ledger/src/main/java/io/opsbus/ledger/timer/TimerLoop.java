package io.opsbus.ledger.timer;

import io.opsbus.ledger.Bell;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.Timer;
import io.opsbus.ledger.World;
import io.opsbus.ledger.World.Step;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings due timers back into the ledger. Run it on a thread of its own, in every process of a service.
 *
 * <p>{@code fire} names the entity from the payload and calls {@code ledger.change(id, ChangeKey.ofTimer(due), …)}. It
 * may be called again for the same timer after a crash, an error, or when it took longer than the lease; the change key
 * makes that harmless. If it throws, the timer stays and is due again after the lease. What was fired is removed a batch at a time: a
 * crash in between fires the batch again, in vain.
 */
public final class TimerLoop implements Runnable, AutoCloseable {

    /**
     * How the loop works; the defaults are meant for every service.
     *
     * @param batch timers claimed at once
     * @param poll how late a timer may be noticed
     * @param lease must be longer than firing a whole batch takes
     */
    public record Settings(int batch, Duration poll, Duration lease) {
        public static final Settings DEFAULT = new Settings(50, Duration.ofMillis(500), Duration.ofSeconds(30));
    }

    private static final Logger LOGGER = LoggerFactory.getLogger(TimerLoop.class);

    /** So many times as often it looks while timers come due. */
    private static final int BUSY = 10;

    private final Timers timers;
    private final Consumer<Timer.Due> fire;
    private final @Nullable Consumer<List<Timer.Due>> fireAll;
    private final World world;
    private final Settings settings;
    private final Bell bell = new Bell();
    private volatile @Nullable String trouble;

    public TimerLoop(Timers timers, Consumer<Timer.Due> fire, World world, Settings settings) {
        this(timers, fire, null, world, settings);
    }

    /**
     * A loop that fires all it has claimed at once, and each by itself when that fails.
     *
     * @param fireAll calls {@code ledger.changeAll} with the same change for each that {@code fire} makes
     */
    public TimerLoop(
            Timers timers,
            Consumer<Timer.Due> fire,
            @Nullable Consumer<List<Timer.Due>> fireAll,
            World world,
            Settings settings) {
        this.timers = timers;
        this.fire = fire;
        this.fireAll = fireAll;
        this.world = world;
        this.settings = settings;
    }

    /** Fires until {@link #close} or an interrupt; outlasts errors of the database. */
    @Override
    public void run() {
        try {
            while (!bell.ended()) {
                rest(tryStep());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int tryStep() {
        try {
            int fired = step();
            trouble = null;
            return fired;
        } catch (SQLException | RuntimeException e) {
            if (trouble == null) {
                LOGGER.atWarn().setCause(e).log("timers cannot be read");
            }
            trouble = e.toString();
            return 0;
        }
    }

    private void rest(int fired) throws InterruptedException {
        if (fired < settings.batch()) {
            // where some were due the next are near
            bell.rest(fired == 0 ? settings.poll() : settings.poll().dividedBy(BUSY));
        }
    }

    /**
     * Claims what is due now and fires it.
     *
     * @return how many were claimed
     */
    public int step() throws SQLException {
        var claimed = timers.claim(world.clock().instant(), settings.batch(), settings.lease());
        if (!claimed.isEmpty()) {
            world.faults().at(Step.TIMER_CLAIMED);
        }
        var fired = fired(claimed);
        timers.done(fired);
        if (!fired.isEmpty()) {
            world.faults().at(Step.TIMER_DONE);
        }
        return claimed.size();
    }

    private List<Timer.Due> fired(List<Timer.Due> claimed) throws SQLException {
        if (fireAll != null && claimed.size() > 1 && firedAll(fireAll, claimed)) {
            world.faults().at(Step.TIMER_FIRED);
            return claimed;
        }
        var fired = new ArrayList<Timer.Due>(claimed.size());
        for (Timer.Due due : claimed) {
            if (fired(due)) {
                world.faults().at(Step.TIMER_FIRED);
                fired.add(due);
            }
        }
        return fired;
    }

    /** False when each is to be tried by itself: one of them may be what stands in the way. */
    private static boolean firedAll(Consumer<List<Timer.Due>> fireAll, List<Timer.Due> claimed) {
        try {
            fireAll.accept(claimed);
            return true;
        } catch (Ledger.Unavailable away) {
            // to try each would take as long again for every one
            throw away;
        } catch (RuntimeException e) {
            LOGGER.atWarn()
                    .addKeyValue("timers", claimed.size())
                    .setCause(e)
                    .log("timers could not be fired together and are fired one by one");
            return false;
        }
    }

    private boolean fired(Timer.Due due) {
        try {
            fire.accept(due);
            return true;
        } catch (RuntimeException e) {
            // its lease ends by itself; the others must not wait for it
            LOGGER.atWarn()
                    .addKeyValue("timer", due.key())
                    .addKeyValue("attempt", due.attempt())
                    .setCause(e)
                    .log("a timer could not be fired and will be tried again");
            return false;
        }
    }

    /** Why timers do not fire at the moment; empty if they do. For the health page. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Looks for due timers at once, for example after a settable clock was moved. */
    public void wake() {
        bell.ring();
    }

    /** Ends {@link #run} after the timer being fired. */
    @Override
    public void close() {
        bell.end();
    }
}
