package io.opsbus.instance.wiring;

import io.opsbus.instance.store.FleetTables;
import io.opsbus.ledger.postgres.LedgerTables;
import io.opsbus.rpc.postgres.PostgresClientTokens;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets old change keys, client tokens and empty buckets go once an hour, so that the database does not grow for ever. */
final class Forgetting implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Forgetting.class);
    private static final int BATCH = 1000;

    private final DataSource database;
    private final Duration kept;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("forgetting").factory());

    /**
     * Forgets in this database.
     *
     * @param kept how long a change asked for again is known as such
     */
    Forgetting(DataSource database, Duration kept, Clock clock) {
        this.database = database;
        this.kept = kept;
        this.clock = clock;
    }

    /** Begins, the first time after one hour. */
    Forgetting start() {
        var ignored = timer.scheduleWithFixedDelay(this::tryForget, 1, 1, TimeUnit.HOURS);
        return this;
    }

    /** Forgets all that is old enough; returns how many keys went. */
    int forget() throws SQLException {
        int all = 0;
        int gone;
        do {
            gone = LedgerTables.forgetAppliedBefore(database, clock.instant().minus(kept), BATCH);
            all += gone;
        } while (gone == BATCH);
        return all;
    }

    private void forgetTokens() {
        var tokens = new PostgresClientTokens(database);
        int gone;
        do {
            gone = tokens.forget(clock.instant());
        } while (gone == BATCH);
    }

    private void tryForget() {
        try {
            LOGGER.atInfo().addKeyValue("keys", forget()).log("old change keys forgotten");
            FleetTables.tidy(database);
            forgetTokens();
        } catch (SQLException | RuntimeException e) {
            // an exception would end the schedule; the next hour does it
            LOGGER.atWarn().setCause(e).log("old change keys could not be forgotten");
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
