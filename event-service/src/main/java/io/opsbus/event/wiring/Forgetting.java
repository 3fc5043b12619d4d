package io.opsbus.event.wiring;

import io.opsbus.event.fleet.KnownFleet;
import io.opsbus.ledger.postgres.LedgerTables;
import io.opsbus.rpc.postgres.PostgresClientTokens;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets old change keys, answers kept for client tokens and cleaned disks go once an hour, so that the database does not grow for ever. */
final class Forgetting implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Forgetting.class);
    private static final int BATCH = 1000;

    private final DataSource database;
    private final Duration kept;
    private final KnownFleet fleet;
    private final Period history;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("forgetting").factory());

    /**
     * Forgets in this database.
     *
     * @param kept how long the identical event posted again is known; longer than Kafka keeps its records
     * @param history how long closed events can be queried, and with them which disks they cleaned
     */
    Forgetting(DataSource database, Duration kept, KnownFleet fleet, Period history, Clock clock) {
        this.database = database;
        this.kept = kept;
        this.fleet = fleet;
        this.history = history;
        this.clock = clock;
    }

    /** Begins, the first time after one hour. */
    Forgetting start() {
        var ignored = timer.scheduleWithFixedDelay(this::tryForget, 1, 1, TimeUnit.HOURS);
        return this;
    }

    /** Forgets all that is old enough; returns how many keys, answers and cleaned disks went. */
    int forget() throws SQLException {
        int all = 0;
        int gone;
        do {
            gone = LedgerTables.forgetAppliedBefore(database, clock.instant().minus(kept), BATCH);
            all += gone;
        } while (gone == BATCH);
        var tokens = new PostgresClientTokens(database);
        do {
            gone = tokens.forget(clock.instant());
            all += gone;
        } while (gone == BATCH);
        Instant cleaned = clock.instant().atZone(ZoneOffset.UTC).minus(history).toInstant();
        do {
            gone = fleet.forgetCleaned(cleaned, BATCH);
            all += gone;
        } while (gone == BATCH);
        return all;
    }

    private void tryForget() {
        try {
            LOGGER.atInfo().addKeyValue("keys", forget()).log("old change keys forgotten");
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
