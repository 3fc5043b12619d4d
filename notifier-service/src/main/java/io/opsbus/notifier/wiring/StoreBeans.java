package io.opsbus.notifier.wiring;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.World;
import io.opsbus.ledger.postgres.LedgerTables;
import io.opsbus.ledger.postgres.PatientConnections;
import io.opsbus.ledger.postgres.PostgresLedger;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.SubscriptionId;
import io.opsbus.notifier.channel.EventDocument;
import io.opsbus.notifier.hold.FailingTargets;
import io.opsbus.notifier.hold.HeldTargets;
import io.opsbus.notifier.hold.QuietTargets;
import io.opsbus.notifier.hold.Stops;
import io.opsbus.notifier.pace.Pacing;
import io.opsbus.notifier.pace.Windows;
import io.opsbus.notifier.rpc.Api;
import io.opsbus.notifier.silence.Ongoing;
import io.opsbus.notifier.store.LiveRules;
import io.opsbus.notifier.store.PostgresParking;
import io.opsbus.notifier.store.PostgresSubscriptions;
import io.opsbus.notifier.store.Shelves;
import io.opsbus.notifier.store.TargetSeal;
import io.opsbus.notifier.store.consent.LiveConsents;
import io.opsbus.notifier.store.hold.LiveHolds;
import io.opsbus.notifier.store.hold.PostgresFailingTargets;
import io.opsbus.notifier.store.hold.PostgresHeldTargets;
import io.opsbus.notifier.store.hold.PostgresQuietTargets;
import io.opsbus.notifier.store.hold.PostgresStops;
import io.opsbus.notifier.store.seal.Place;
import io.opsbus.notifier.store.seal.PostgresKeyTurns;
import io.opsbus.notifier.store.seal.PostgresSealedRows;
import io.opsbus.notifier.store.seal.Resealing;
import io.opsbus.notifier.store.seal.SealedRows;
import io.opsbus.notifier.store.silence.LiveMutes;
import io.opsbus.notifier.store.silence.PostgresOngoing;
import io.opsbus.rpc.postgres.PostgresClientTokens;
import java.sql.SQLException;
import java.time.Clock;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** PostgreSQL. */
@Configuration(proxyBeanMethods = false)
class StoreBeans {
    private static final int MILLIS_FOR_A_CONNECTION = 3_000;

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean(destroyMethod = "close")
    HikariDataSource database(Settings settings) {
        var postgres = settings.postgres();
        var config = new HikariConfig();
        config.setPoolName("notifier");
        config.setJdbcUrl(postgres.url() + settings.notifier().database());
        config.setUsername(postgres.user());
        config.setPassword(postgres.password());
        config.setMaximumPoolSize(settings.notifier().connections());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(MILLIS_FOR_A_CONNECTION);
        config.setInitializationFailTimeout(-1);
        // a server that keeps the connection and says nothing must not hold a batch for ever
        config.addDataSourceProperty("connectTimeout", "3");
        config.addDataSourceProperty("socketTimeout", "15");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("ApplicationName", "notifier-service");
        // a plan made while nothing was parked reads the whole table: kept, it would do so when an outage has filled it
        config.addDataSourceProperty("options", "-c plan_cache_mode=force_custom_plan");
        return new HikariDataSource(config);
    }

    static void migrate(DataSource database) throws SQLException {
        var patient = new PatientConnections(database);
        Flyway.configure(StoreBeans.class.getClassLoader())
                .dataSource(patient)
                .locations("classpath:db/migration/notifier")
                .load()
                .migrate();
        LedgerTables.create(patient);
        PostgresClientTokens.create(patient);
    }

    @Bean
    PostgresSubscriptions subscriptions(HikariDataSource database, Settings settings) {
        return new PostgresSubscriptions(
                database, new TargetSeal(settings.notifier().keys()));
    }

    @Bean
    Resealing resealing(HikariDataSource database, Settings settings) {
        var places = Stream.of(Place.values())
                .<SealedRows>map(place -> new PostgresSealedRows(database, place))
                .toList();
        return new Resealing(settings.notifier().keys(), places, new PostgresKeyTurns(database));
    }

    @Bean
    PostgresParking parking(HikariDataSource database) {
        return new PostgresParking(database);
    }

    @Bean
    HeldTargets heldTargets(HikariDataSource database) {
        return new PostgresHeldTargets(database);
    }

    @Bean
    Stops stops(HikariDataSource database) {
        return new PostgresStops(database);
    }

    @Bean
    QuietTargets quietTargets(HikariDataSource database) {
        return new PostgresQuietTargets(database);
    }

    @Bean
    FailingTargets failingTargets(HikariDataSource database) {
        return new PostgresFailingTargets(database);
    }

    @Bean
    LiveHolds liveHolds(HeldTargets held, Stops stops, PostgresParking parking) {
        return new LiveHolds(
                held,
                stops,
                parking,
                delivery -> EventDocument.of(delivery.body()).text("resourceId"));
    }

    @Bean
    LiveMutes liveMutes(Shelves shelves, Ongoing ongoing, Clock clock) {
        return new LiveMutes(shelves.silences(), shelves.inhibitions(), ongoing, clock);
    }

    @Bean
    Ongoing ongoing(HikariDataSource database) {
        return new PostgresOngoing(database);
    }

    @Bean
    LiveRules liveRules(
            PostgresSubscriptions subscriptions,
            Shelves shelves,
            LiveHolds holds,
            Windows windows,
            LiveMutes mutes,
            LiveConsents consents) {
        return new LiveRules(subscriptions, shelves, holds, new Pacing(windows), mutes, consents);
    }

    @Bean
    Ledger<SubscriptionId, Subscription, Api.SubscriptionFact> subscriptionLedger(
            HikariDataSource database, PostgresSubscriptions subscriptions, Clock clock) {
        return new PostgresLedger<>(
                "subscription",
                database,
                subscriptions,
                fact -> {
                    throw new IllegalStateException("nothing is published about subscriptions: " + fact);
                },
                World.of(clock),
                () -> {});
    }
}
