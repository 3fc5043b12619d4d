package io.opsbus.notifier.store.template;

import io.opsbus.ledger.World;
import io.opsbus.ledger.postgres.LedgerTables;
import io.opsbus.ledger.postgres.PostgresLedger;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.store.NoFact;
import io.opsbus.notifier.store.PostgresShelf;
import io.opsbus.notifier.store.TestDatabase;
import io.opsbus.notifier.template.OwnTemplate;
import io.opsbus.testkit.SettableClock;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

class PostgresTemplatesIT extends TemplatesContract {
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
        var shelf = new PostgresShelf<>("template", OwnTemplate.class, SOURCE, Optional.empty());
        var ledger = new PostgresLedger<>(
                "template", SOURCE, shelf, NoFact.encoder(), World.of(SettableClock.at(Given.NOON)), () -> {});
        return new Books(shelf, ledger);
    }
}
