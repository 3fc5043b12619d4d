package io.opsbus.notifier.store;

import io.opsbus.ledger.World;
import io.opsbus.ledger.postgres.LedgerTables;
import io.opsbus.ledger.postgres.PostgresLedger;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.rule.EventRule;
import io.opsbus.testkit.SettableClock;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

class PostgresShelfIT extends ShelfContract {
    private static final DataSource SOURCE = TestDatabase.fresh();

    @Override
    Books empty() {
        try (var connection = SOURCE.getConnection();
                var statement = connection.createStatement()) {
            LedgerTables.create(SOURCE);
            statement.execute("truncate shelves");
            statement.execute("delete from applied_changes");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        var shelf = new PostgresShelf<>("rule", EventRule.class, SOURCE, Optional.empty());
        var ledger = new PostgresLedger<>(
                "rule", SOURCE, shelf, NoFact.encoder(), World.of(SettableClock.at(Given.NOON)), () -> {});
        return new Books(shelf, ledger);
    }
}
