package io.opsbus.invocation.wiring;

import io.opsbus.ledger.postgres.LedgerTables;
import io.opsbus.rpc.postgres.PostgresClientTokens;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets old change keys, answers of old requests and old runs of repeated tasks go once an hour, so that the database does not
 * grow for ever. Whole invocations go by their timers.
 */
final class Forgetting implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Forgetting.class);
    private static final int BATCH = 1000;

    private final DataSource database;
    private final Settings.Work settings;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("forgetting").factory());

    Forgetting(DataSource database, Settings.Work settings, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    /** Begins, the first time after one hour. */
    Forgetting start() {
        var ignored = timer.scheduleWithFixedDelay(this::tryForget, 1, 1, TimeUnit.HOURS);
        return this;
    }

    /** Forgets all that is old enough; returns how many rows went. */
    int forget() throws SQLException {
        int all = 0;
        int gone;
        do {
            gone = LedgerTables.forgetAppliedBefore(database, clock.instant().minus(settings.keys()), BATCH);
            all += gone;
        } while (gone == BATCH);
        var tokens = new PostgresClientTokens(database);
        do {
            gone = tokens.forget(clock.instant());
            all += gone;
        } while (gone == BATCH);
        do {
            gone = runs(clock.instant().minus(settings.limits().kept()));
            all += gone;
        } while (gone == BATCH);
        return all;
    }

    private int runs(Instant before) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(
                        "delete from task_runs where id in (select id from task_runs where ended_at < ? limit ?)")) {
            statement.setTimestamp(1, Timestamp.from(before));
            statement.setInt(2, BATCH);
            return statement.executeUpdate();
        }
    }

    private void tryForget() {
        try {
            LOGGER.atInfo().addKeyValue("rows", forget()).log("old change keys and answers forgotten");
        } catch (SQLException | RuntimeException e) {
            // an exception would end the schedule; the next hour does it
            LOGGER.atWarn().setCause(e).log("old change keys and answers could not be forgotten");
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
