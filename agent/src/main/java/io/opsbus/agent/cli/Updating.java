package io.opsbus.agent.cli;

import io.opsbus.agent.Journal;
import io.opsbus.agent.update.Updater;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Looks for another version now and then (guide 2.2), and says when the agent is to be started anew for it. */
final class Updating {
    /** After a start: soon, and not all machines at once. */
    private static final Duration FIRST = Duration.ofMinutes(2);

    /** Between two looks: a gap of a timetable is short. */
    private static final Duration BUSY = Duration.ofSeconds(1);

    private final Updater updater;
    private final Duration every;
    private final BooleanSupplier rest;
    private final CountDownLatch ended;
    private final Journal journal;

    /**
     * Nothing yet.
     *
     * @param rest lets nothing begin any more and answers true; false while something runs
     * @param ended opened when the agent ends
     */
    Updating(Updater updater, Duration every, BooleanSupplier rest, CountDownLatch ended, Journal journal) {
        this.updater = updater;
        this.every = every;
        this.rest = rest;
        this.ended = ended;
        this.journal = journal;
    }

    /** Blocks until another version lies ready and nothing runs (true), or the agent ends (false). */
    boolean run() throws InterruptedException {
        Duration pause = every.compareTo(FIRST) < 0 ? every : FIRST;
        while (!ended.await(byChance(pause).toMillis(), TimeUnit.MILLISECONDS)) {
            if (isReady()) {
                return rests();
            }
            pause = every;
        }
        return false;
    }

    private static Duration byChance(Duration about) {
        return about.multipliedBy(75 + ThreadLocalRandom.current().nextInt(50)).dividedBy(100);
    }

    private boolean isReady() throws InterruptedException {
        try {
            return switch (updater.check()) {
                case Updater.Outcome.Nothing _ -> false;
                case Updater.Outcome.Ready(var version) -> {
                    journal.note("another version lies ready", "version", version);
                    yield true;
                }
                case Updater.Outcome.Refused(var version, String why) -> {
                    journal.note("another version is refused", "version", version, "why", why);
                    yield false;
                }
            };
        } catch (IOException | RuntimeException away) {
            // whatever is wrong with versions, scripts go on
            journal.note("no other version fetched", "why", away);
            return false;
        }
    }

    private boolean rests() throws InterruptedException {
        while (!rest.getAsBoolean()) {
            if (ended.await(BUSY.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return true;
    }
}
