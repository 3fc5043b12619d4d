package io.opsbus.event.wiring;

import com.zaxxer.hikari.HikariDataSource;
import io.opsbus.event.AcceptedEvent;
import io.opsbus.event.NoState;
import io.opsbus.event.ResourceId;
import io.opsbus.event.bus.Facts;
import io.opsbus.event.fleet.KnownFleet;
import io.opsbus.event.recent.ParkedRecords;
import io.opsbus.event.recent.RecentEvents;
import io.opsbus.event.store.PostgresParkedRecords;
import io.opsbus.event.store.PostgresRecentEvents;
import io.opsbus.event.store.StatelessResources;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.World;
import io.opsbus.ledger.postgres.LedgerTables;
import io.opsbus.ledger.postgres.PatientConnections;
import io.opsbus.ledger.postgres.PostgresLedger;
import io.opsbus.ledger.postgres.PostgresOutbox;
import io.opsbus.ledger.relay.KafkaFactSink;
import io.opsbus.ledger.relay.Relay;
import io.opsbus.ledger.start.Forgetting;
import io.opsbus.ledger.start.Preparation;
import io.opsbus.rpc.postgres.PostgresClientTokens;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Database, ledger and relay. */
@Configuration(proxyBeanMethods = false)
class StoreBeans {
    /** Longest wait for a connection, in milliseconds: the ledger tries several times before it gives a change up. */
    private static final int CONNECTION_PATIENCE = 500;

    /** Longest pause between two tries, so that a caller hears within seconds that the database is away. */
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    World world(Clock clock) {
        var world = World.of(clock);
        return new World(
                clock,
                time -> world.pause().pause(time.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : time),
                world.faults());
    }

    @Bean(destroyMethod = "close")
    HikariDataSource database(Settings settings) {
        var pool = new HikariDataSource();
        pool.setPoolName("event-service");
        pool.setJdbcUrl(settings.postgres().url() + settings.event().database());
        pool.setUsername(settings.postgres().user());
        pool.setPassword(settings.postgres().password());
        pool.addDataSourceProperty("ApplicationName", "event-service");
        // a frozen server must not hold a request for ever; seconds
        pool.addDataSourceProperty("socketTimeout", "10");
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        pool.addDataSourceProperty("connectTimeout", "2");
        pool.setMaximumPoolSize(settings.event().connections());
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(CONNECTION_PATIENCE);
        pool.setValidationTimeout(CONNECTION_PATIENCE / 2);
        // start without a database: readiness says that it is away
        pool.setInitializationFailTimeout(-1);
        return pool;
    }

    @Bean
    Jdbi jdbi(HikariDataSource database) {
        return Jdbi.create(database);
    }

    @Bean(destroyMethod = "close")
    Preparation databasePreparation(HikariDataSource database, Clock clock) {
        return new Preparation(
                        "database",
                        () -> {
                            var patient = new PatientConnections(database);
                            Flyway.configure()
                                    .dataSource(patient)
                                    .locations("classpath:db/migration/event-service")
                                    .load()
                                    .migrate();
                            LedgerTables.create(patient);
                            PostgresClientTokens.create(patient);
                        },
                        clock)
                .start();
    }

    @Bean(destroyMethod = "close")
    KafkaFactSink factSink(Settings settings) {
        return KafkaFactSink.open(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                settings.kafka().bootstrap(),
                ProducerConfig.CLIENT_ID_CONFIG,
                "event-service.relay",
                ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                1000,
                ProducerConfig.LINGER_MS_CONFIG,
                2));
    }

    @Bean
    Relay relay(HikariDataSource database, KafkaFactSink sink, World world) {
        return new Relay(new PostgresOutbox(database), sink, world, Relay.Settings.DEFAULT);
    }

    @Bean
    LoopThread relayThread(Relay relay, Preparation databasePreparation) {
        return new LoopThread("event-service-relay", relay, relay::close, databasePreparation);
    }

    @Bean
    Ledger<ResourceId, NoState, AcceptedEvent> ledger(HikariDataSource database, World world, Relay relay) {
        return new PostgresLedger<>(
                "event.resource", database, new StatelessResources(), new Facts(), world, relay::wake);
    }

    @Bean(destroyMethod = "close")
    Forgetting forgetting(HikariDataSource database, KnownFleet fleet, Settings settings, Clock clock) {
        var rules = settings.event().cycle().rules();
        // longer than Kafka keeps records: the identical event posted again is known until then
        var kept = settings.event().keys();
        var tokens = new PostgresClientTokens(database);
        return new Forgetting(Map.of(
                        "change keys",
                        most -> LedgerTables.forgetAppliedBefore(
                                database, clock.instant().minus(kept), most),
                        "answers of old requests",
                        _ -> tokens.forget(clock.instant()),
                        "cleaned disks of events nobody can query any more",
                        most -> fleet.forgetCleaned(
                                clock.instant()
                                        .atZone(ZoneOffset.UTC)
                                        .minus(rules.kept())
                                        .toInstant(),
                                most)))
                .start();
    }

    @Bean
    RecentEvents recentEventStore(Jdbi jdbi, Settings settings) {
        return new PostgresRecentEvents(jdbi, settings.event().recent());
    }

    @Bean
    ParkedRecords parkedRecords(Jdbi jdbi) {
        return new PostgresParkedRecords(jdbi);
    }
}
