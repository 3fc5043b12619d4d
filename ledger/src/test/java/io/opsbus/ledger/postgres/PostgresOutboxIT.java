package io.opsbus.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.ledger.OutboxRecord;
import io.opsbus.ledger.relay.Outbox;
import io.opsbus.ledger.relay.OutboxContract;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresOutboxIT extends OutboxContract {

    private DataSource source = new PGSimpleDataSource();

    @BeforeEach
    void emptyDatabase() throws SQLException {
        source = TestDatabase.empty();
    }

    @Override
    protected Outbox outbox() {
        return new PostgresOutbox(source);
    }

    @Override
    protected Open open(List<OutboxRecord> records) throws SQLException {
        var connection = source.getConnection();
        connection.setAutoCommit(false);
        LedgerRows.saveFacts(connection, records, NOW);
        return () -> {
            connection.commit();
            connection.close();
        };
    }

    @Test
    void largeValuesAreReadInSmallerPortionsButNeverNone() throws SQLException {
        var large = new OutboxRecord("t", "k", new byte[900_000], Map.of(), "f");
        for (int n = 0; n < 20; n++) {
            open(List.of(large)).commit();
        }
        try (var turn = outbox().claim().orElseThrow()) {
            assertThat(turn.read(500)).hasSize((16 << 20) / 900_000);
        }
    }

    @Test
    void theTurnOfAReaderWhoseConnectionDiesIsFree() throws SQLException {
        source = TestDatabase.source(TestDatabase.freshUrl());
        var dead = outbox().claim().orElseThrow();
        TestDatabase.execute(
                source,
                "select pg_terminate_backend(pid) from pg_stat_activity"
                        + " where datname = current_database() and pid <> pg_backend_pid()");
        await().until(() -> outbox().claim()
                .map(turn -> {
                    turn.close();
                    return true;
                })
                .isPresent());
        dead.close();
    }
}
