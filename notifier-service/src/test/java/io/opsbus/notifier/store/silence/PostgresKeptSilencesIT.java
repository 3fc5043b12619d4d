package io.opsbus.notifier.store.silence;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.ledger.World;
import io.opsbus.ledger.postgres.LedgerTables;
import io.opsbus.ledger.postgres.PostgresLedger;
import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.shelf.Shelf;
import io.opsbus.notifier.silence.Silence;
import io.opsbus.notifier.store.NoFact;
import io.opsbus.notifier.store.PostgresShelf;
import io.opsbus.notifier.store.TestDatabase;
import io.opsbus.testkit.SettableClock;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class PostgresKeptSilencesIT extends KeptSilencesContract {
    private static final DataSource SOURCE = TestDatabase.fresh();

    private static PostgresShelf<Silence> shelf() {
        return new PostgresShelf<>("silence", Silence.class, SOURCE, Optional.empty());
    }

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
        var shelf = shelf();
        return new Books(
                shelf,
                new PostgresLedger<>(
                        "silence", SOURCE, shelf, NoFact.encoder(), World.of(SettableClock.at(NOON)), () -> {}));
    }

    @Test
    void whatIsOverForLongIsForgottenInBoundedBatches() {
        put(silence(Given.ACCOUNT, "sil-1", NOON.plusSeconds(1)));
        put(silence(Given.ACCOUNT, "sil-2", NOON.plusSeconds(2)));
        put(silence(new AccountId("bob"), "sil-1", NOON.plusSeconds(60)));
        assertThat(shelf().forgetEnded(NOON.plusSeconds(30), 1)).isEqualTo(1);
        assertThat(shelf().forgetEnded(NOON.plusSeconds(30), 9)).isEqualTo(1);
        assertThat(shelf().forgetEnded(NOON.plusSeconds(30), 9)).isZero();
        assertThat(shelf().list(Shelf.Query.all(Given.ACCOUNT), 0, 9).entries()).isEmpty();
        assertThat(shelf().list(Shelf.Query.all(new AccountId("bob")), 0, 9).entries())
                .hasSize(1);
    }
}
