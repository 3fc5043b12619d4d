package io.opsbus.invocation.control;

import io.opsbus.invocation.query.Invocations;
import io.opsbus.invocation.query.StoreAway;
import io.opsbus.invocation.work.InvocationPlace;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Ledger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sums invocations up when one of their tasks has moved: soon, and once for many that moved together. What a process that
 * died has left is found by a sweep: a timer a task would cost more than the task.
 */
public final class Settling {
    private static final Logger LOGGER = LoggerFactory.getLogger(Settling.class);

    private static final int SWEPT = 100;
    private static final int MOST_BROKEN = 10_000;

    private final Ledgers ledgers;
    private final Duration kept;
    private final InstantSource clock;
    private final Supplier<String> fresh;
    private final Executor soon;
    private final Set<InvocationPlace> waiting = ConcurrentHashMap.newKeySet();
    /** What could not be summed up though the store was there: each is logged once. */
    private final Set<InvocationPlace> broken = ConcurrentHashMap.newKeySet();

    /**
     * Sums up in these ledgers.
     *
     * @param kept how long an invocation stays after its end
     * @param fresh ids nobody had before
     * @param soon runs what is put off
     */
    public Settling(Ledgers ledgers, Duration kept, InstantSource clock, Supplier<String> fresh, Executor soon) {
        this.ledgers = ledgers;
        this.kept = kept;
        this.clock = clock;
        this.fresh = fresh;
        this.soon = soon;
    }

    /** A task of it has moved. */
    void moved(InvocationPlace place) {
        if (waiting.add(place)) {
            soon.execute(() -> {
                waiting.remove(place);
                trySettle(place);
            });
        }
    }

    private void trySettle(InvocationPlace place) {
        try {
            settle(place, ChangeKey.once(fresh.get()));
            broken.remove(place);
        } catch (Ledger.Unavailable | StoreAway away) {
            LOGGER.atWarn()
                    .addKeyValue("invocationId", place.id())
                    .addKeyValue("reason", String.valueOf(away.getMessage()))
                    .log("an invocation is summed up later");
        } catch (RuntimeException unreadable) {
            // one must not keep the others from being summed up
            if (broken.size() < MOST_BROKEN && broken.add(place)) {
                LOGGER.atError()
                        .addKeyValue("invocationId", place.id())
                        .addKeyValue("broken", broken.size())
                        // without its cause, which may tell what it could not read
                        .addKeyValue("reason", String.valueOf(unreadable))
                        .log("an invocation cannot be summed up, and is tried again with every sweep");
            }
        }
    }

    /**
     * Sums up what is over and was not told, because the process that moved its last task died before it could. Safe to repeat,
     * anywhere.
     */
    public void sweep(Invocations invocations) {
        // what is broken comes again each time, and before what is newer
        invocations.untold(SWEPT + broken.size()).forEach(this::trySettle);
    }

    /** How many invocations there are that cannot be summed up, as far as is known. */
    public int broken() {
        return broken.size();
    }

    void settle(InvocationPlace place, ChangeKey key) {
        var now = clock.instant();
        var ignored = ledgers.invocations()
                .change(place, key, slot -> InvocationDesk.slot(slot).settle(kept, now));
    }
}
