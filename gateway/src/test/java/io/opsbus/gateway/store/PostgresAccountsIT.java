package io.opsbus.gateway.store;

import static io.opsbus.gateway.Given.ALICE;
import static io.opsbus.gateway.Given.BOB;
import static io.opsbus.gateway.Given.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.opsbus.gateway.Account;
import io.opsbus.gateway.AccountId;
import io.opsbus.gateway.Accounts;
import io.opsbus.gateway.Given;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.World;
import io.opsbus.ledger.postgres.PostgresLedger;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresAccountsIT extends AccountsContract {
    private static DataSource source;

    @BeforeAll
    static void make() throws SQLException {
        source = TestDatabase.fresh();
    }

    @Override
    Ledger<AccountId, Account, Account.Fact> emptyLedger() {
        try {
            TestDatabase.execute(source, "truncate access_keys, accounts, key_uses, outbox, applied_changes, timers");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return new PostgresLedger<>(
                "account",
                source,
                new AccountStates(),
                fact -> {
                    throw new IllegalStateException("nothing is published about accounts: " + fact);
                },
                World.of(() -> NOON),
                () -> {});
    }

    @Override
    Accounts accounts() {
        return new PostgresAccounts(Jdbi.create(source));
    }

    @Test
    void aKeyIdOfAnotherAccountIsNeverTakenOver() {
        create(ALICE);
        create(BOB);
        change(ALICE, state -> Account.createKey(state, Given.key(ALICE, "key-number-1"), 5));

        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> change(BOB, state -> Account.createKey(state, Given.key(BOB, "key-number-1"), 5)));

        assertThat(accounts().ownerOf(Given.key(ALICE, "key-number-1").id())).contains(ALICE);
    }

    @Test
    void aDeletedKeyLeavesNoSecretBehindAndItsIdNeverComesAgain() throws SQLException {
        var key = Given.key(ALICE, "key-number-1");
        create(ALICE);
        change(ALICE, state -> Account.createKey(state, key, 5));
        change(ALICE, state -> Account.deleteKey(state, key.id()));

        String secret = Jdbi.create(source)
                .withHandle(handle -> handle.select("select secret from access_keys")
                        .mapTo(String.class)
                        .one());
        assertThat(secret).isEmpty();
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> change(ALICE, state -> Account.createKey(state, key, 5)));
    }

    @Test
    void aStoreThatIsAwaySaysSo() {
        var nowhere = new PGSimpleDataSource();
        nowhere.setUrl("jdbc:postgresql://127.0.0.1:1/none");

        assertThatExceptionOfType(Accounts.Away.class)
                .isThrownBy(() -> new PostgresAccounts(Jdbi.create(nowhere)).since(0));
    }
}
