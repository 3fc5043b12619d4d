package io.opsbus.notifier.wiring;

import io.opsbus.ledger.postgres.LedgerTables;
import io.opsbus.notifier.dispatch.Parking;
import io.opsbus.notifier.history.PastEvents;
import io.opsbus.notifier.pace.Silences;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;

/** Lets go what is old: past events, silences that are over, change keys nobody repeats any more. */
final class Forgetting {
    private static final Duration KEYS_ARE_KEPT = Duration.ofDays(8);
    private static final int BATCH = 1000;

    private final DataSource database;
    private final PastEvents past;
    private final Silences silences;
    private final Settings.History history;
    private final Clock clock;

    Forgetting(DataSource database, PastEvents past, Silences silences, Settings.History history, Clock clock) {
        this.database = database;
        this.past = past;
        this.silences = silences;
        this.history = history;
        this.clock = clock;
    }

    /** Forgets all that is old enough. */
    void forget() {
        var now = clock.instant();
        past.forget(now.minus(history.keep()), history.most());
        silences.forget(now);
        try {
            int gone;
            do {
                gone = LedgerTables.forgetAppliedBefore(database, now.minus(KEYS_ARE_KEPT), BATCH);
            } while (gone == BATCH);
        } catch (SQLException e) {
            throw new Parking.Away(e);
        }
    }
}
