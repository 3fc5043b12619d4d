package io.opsbus.gateway.wiring;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.opsbus.gateway.Account;
import io.opsbus.gateway.AccountId;
import io.opsbus.gateway.Accounts;
import io.opsbus.gateway.KeyRing;
import io.opsbus.gateway.KeyUses;
import io.opsbus.gateway.nonce.UsedNonces;
import io.opsbus.gateway.store.AccountStates;
import io.opsbus.gateway.store.NonceJournal;
import io.opsbus.gateway.store.PostgresAccounts;
import io.opsbus.gateway.store.PostgresNonces;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.World;
import io.opsbus.ledger.postgres.LedgerTables;
import io.opsbus.ledger.postgres.PatientConnections;
import io.opsbus.ledger.postgres.PostgresLedger;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;

/** PostgreSQL. */
@Factory
final class StoreBeans {
    private static final int MILLIS_FOR_A_CONNECTION = 2_000;

    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Singleton
    @Bean(preDestroy = "close")
    HikariDataSource database(Settings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("gateway");
        config.setJdbcUrl(settings.backbone().database());
        config.setUsername(settings.backbone().user());
        config.setPassword(settings.backbone().password());
        config.setMaximumPoolSize(settings.limits().connections());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(MILLIS_FOR_A_CONNECTION);
        config.setInitializationFailTimeout(-1);
        // a server that keeps the connection and says nothing must not hold a call for longer than a call may take
        config.addDataSourceProperty("connectTimeout", "2");
        config.addDataSourceProperty("socketTimeout", "5");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("ApplicationName", "gateway");
        return new HikariDataSource(config);
    }

    static void migrate(DataSource database) throws SQLException {
        var patient = new PatientConnections(database);
        Flyway.configure(StoreBeans.class.getClassLoader())
                .dataSource(patient)
                .locations("classpath:db/migration/gateway")
                .load()
                .migrate();
        LedgerTables.create(patient);
    }

    @Singleton
    Jdbi jdbi(HikariDataSource database) {
        return Jdbi.create(database);
    }

    @Singleton
    Accounts accounts(Jdbi jdbi) {
        return new PostgresAccounts(jdbi);
    }

    @Singleton
    Ledger<AccountId, Account, Account.Fact> accountLedger(HikariDataSource database, Clock clock) {
        return new PostgresLedger<>(
                "account",
                database,
                new AccountStates(),
                fact -> {
                    throw new IllegalStateException("nothing is published about accounts: " + fact);
                },
                World.of(clock),
                () -> {});
    }

    @Singleton
    KeyRing keyRing(Accounts accounts) {
        return new KeyRing(accounts, System::nanoTime);
    }

    @Singleton
    KeyUses keyUses(Accounts accounts) {
        return new KeyUses(accounts);
    }

    @Singleton
    UsedNonces usedNonces(Jdbi jdbi) {
        return new PostgresNonces(jdbi);
    }

    @Singleton
    NonceJournal nonceJournal(UsedNonces nonces) {
        return new NonceJournal(nonces);
    }
}
