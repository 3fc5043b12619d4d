package io.opsbus.notifier.wiring;

import io.opsbus.ledger.postgres.LedgerTables;
import io.opsbus.notifier.dispatch.Parking;
import io.opsbus.notifier.keeping.Archives;
import io.opsbus.notifier.pace.Pace;
import io.opsbus.notifier.pace.Silences;
import io.opsbus.notifier.pace.Tallies;
import io.opsbus.notifier.pace.Windows;
import io.opsbus.notifier.rule.Threshold;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets go what is old: past events, attempts, dead letters, silences and windows that are over, what was counted, change keys nobody repeats any more. */
final class Forgetting {
    private static final Logger LOGGER = LoggerFactory.getLogger(Forgetting.class);
    private static final Duration KEYS_ARE_KEPT = Duration.ofDays(8);

    /** So many accounts of each kind are named, those that lost the most. */
    private static final int MOST_NAMED = 10;

    static final int BATCH = Archives.BATCH;

    private final AtomicBoolean goesOn = new AtomicBoolean();
    private final DataSource database;
    private final Archives archives;
    private final Silences silences;
    private final Windows windows;
    private final Tallies tallies;
    private final Clock clock;

    Forgetting(
            DataSource database, Archives archives, Silences silences, Windows windows, Tallies tallies, Clock clock) {
        this.database = database;
        this.archives = archives;
        this.silences = silences;
        this.windows = windows;
        this.tallies = tallies;
        this.clock = clock;
    }

    /** Forgets aside, unless that goes on already: what there is too much of may take minutes, and who begins this brings parked deliveries on their way. */
    void begin() {
        if (goesOn.compareAndSet(false, true)) {
            Thread.ofVirtual().name("forgetting").start(this::whole);
        }
    }

    private void whole() {
        try {
            forget();
        } catch (RuntimeException e) {
            LOGGER.atWarn().setCause(e).log("not all that is old was let go; the rest is next time");
        } finally {
            goesOn.set(false);
        }
    }

    /** Forgets all that is old enough, and what there is no room for. */
    private void forget() {
        var now = clock.instant();
        var lost = archives.trim(now);
        Stream.of(Archives.Kind.values()).forEach(kind -> tell(kind, lost));
        silences.forget(now);
        windows.forget(now.minus(Pace.LONGEST_MERGE));
        tallies.forget(now.minus(Threshold.LONGEST_PERIOD));
        inBatches(() -> {
            try {
                return LedgerTables.forgetAppliedBefore(database, now.minus(KEYS_ARE_KEPT), BATCH);
            } catch (SQLException e) {
                throw new Parking.Away(e);
            }
        });
    }

    private static void tell(Archives.Kind kind, List<Archives.Lost> all) {
        all.stream()
                .filter(lost -> lost.kind() == kind)
                .sorted(Comparator.comparingLong(Archives.Lost::count).reversed())
                .limit(MOST_NAMED)
                .forEach(lost -> LOGGER.atWarn()
                        .addKeyValue("kept", kind.word())
                        .addKeyValue("accountId", lost.account().value())
                        .addKeyValue("count", lost.count())
                        .log("there is no room for all of an account's; what it needs least went before its time"));
    }

    /** One short statement after the other, so that nobody waits long for a lock. */
    static void inBatches(IntSupplier batch) {
        int gone;
        do {
            gone = batch.getAsInt();
        } while (gone == BATCH);
    }
}
