package io.opsbus.notifier.wiring;

import io.opsbus.ledger.postgres.LedgerTables;
import io.opsbus.notifier.dispatch.Parking;
import io.opsbus.notifier.history.PastEvents;
import io.opsbus.notifier.journal.Journal;
import io.opsbus.notifier.pace.Silences;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.IntSupplier;
import javax.sql.DataSource;

/** Lets go what is old: past events, attempts, silences that are over, change keys nobody repeats any more. */
final class Forgetting {
    private static final Duration KEYS_ARE_KEPT = Duration.ofDays(8);
    static final int BATCH = 1000;

    private final DataSource database;
    private final PastEvents past;
    private final Journal journal;
    private final Silences silences;
    private final Settings.Notifier settings;
    private final Clock clock;

    Forgetting(
            DataSource database,
            PastEvents past,
            Journal journal,
            Silences silences,
            Settings.Notifier settings,
            Clock clock) {
        this.database = database;
        this.past = past;
        this.journal = journal;
        this.silences = silences;
        this.settings = settings;
        this.clock = clock;
    }

    /** Forgets all that is old enough. */
    void forget() {
        var now = clock.instant();
        var history = settings.history();
        past.forget(now.minus(history.keep()), history.most());
        silences.forget(now);
        var attempts = settings.attempts();
        inBatches(() -> journal.forget(now.minus(attempts.keep()), attempts.most(), BATCH));
        inBatches(() -> {
            try {
                return LedgerTables.forgetAppliedBefore(database, now.minus(KEYS_ARE_KEPT), BATCH);
            } catch (SQLException e) {
                throw new Parking.Away(e);
            }
        });
    }

    /** One short statement after the other, so that nobody waits long for a lock. */
    static void inBatches(IntSupplier batch) {
        int gone;
        do {
            gone = batch.getAsInt();
        } while (gone == BATCH);
    }
}
