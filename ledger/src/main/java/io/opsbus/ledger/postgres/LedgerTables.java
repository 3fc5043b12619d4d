package io.opsbus.ledger.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Objects;
import javax.sql.DataSource;

/** The ledger's own tables: {@code outbox}, {@code applied_changes}, {@code timers}; one set for each database. */
public final class LedgerTables {

    /** The class path resource with the DDL, for services that include it in their own migrations. */
    public static final String RESOURCE = "io/opsbus/ledger/ledger.sql";

    private LedgerTables() {}

    /** Creates what is missing. Any number of processes may call it at once, at every start. */
    public static void create(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                // "create table if not exists" alone is not safe against itself in another session
                statement.execute("select pg_advisory_xact_lock(1868591715, 1)");
                statement.execute(ddl());
                connection.commit();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    /** The DDL, idempotent. */
    public static String ddl() {
        try (var in = LedgerTables.class.getClassLoader().getResourceAsStream(RESOURCE)) {
            return new String(Objects.requireNonNull(in, RESOURCE).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Forgets change keys applied before {@code before}, the oldest first. Keep them longer than any retry, redelivery or
     * Kafka retention can take: a key forgotten is a change that can be applied again.
     *
     * @param batch rows at most, so that no transaction is long; call again while it returns {@code batch}
     * @return rows removed
     */
    public static int forgetAppliedBefore(DataSource source, Instant before, int batch) throws SQLException {
        try (Connection connection = source.getConnection();
                var statement = connection.prepareStatement("""
                    delete from applied_changes where ctid = any(array(
                        select ctid from applied_changes where applied_at < ?
                        order by applied_at limit ? for update skip locked))""")) {
            statement.setTimestamp(1, Timestamp.from(before));
            statement.setInt(2, batch);
            return statement.executeUpdate();
        }
    }
}
