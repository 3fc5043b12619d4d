package io.opsbus.instance.wiring;

import com.zaxxer.hikari.HikariDataSource;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.opsbus.instance.bus.DiskFacts;
import io.opsbus.instance.bus.InstanceFacts;
import io.opsbus.instance.bus.SnapshotFacts;
import io.opsbus.instance.bus.Wire;
import io.opsbus.instance.control.Ledgers;
import io.opsbus.instance.control.Reads;
import io.opsbus.instance.provider.LostHosts;
import io.opsbus.instance.store.FleetTables;
import io.opsbus.instance.store.PostgresReads;
import io.opsbus.instance.store.TableStates;
import io.opsbus.instance.store.hosts.PostgresLostHosts;
import io.opsbus.ledger.World;
import io.opsbus.ledger.postgres.LedgerTables;
import io.opsbus.ledger.postgres.PostgresLedger;
import io.opsbus.ledger.postgres.PostgresOutbox;
import io.opsbus.ledger.relay.KafkaFactSink;
import io.opsbus.ledger.relay.Relay;
import io.opsbus.ledger.start.Forgetting;
import io.opsbus.ledger.start.Loop;
import io.opsbus.ledger.start.Preparation;
import io.opsbus.rpc.postgres.PostgresClientTokens;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Database, ledgers and relay. */
@Factory
final class StoreBeans {
    /** Longest wait for a connection, in milliseconds: the ledger tries several times before it gives a change up. */
    private static final int CONNECTION_PATIENCE = 2_000;

    /** Longest pause between two tries, so that a caller hears within seconds that the database is away. */
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Singleton
    World world(Clock clock) {
        var world = World.of(clock);
        return new World(
                clock,
                time -> world.pause().pause(time.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : time),
                world.faults());
    }

    @Singleton
    @Bean(preDestroy = "close")
    HikariDataSource database(BackboneSettings.Postgres postgres, InstanceSettings settings) {
        var pool = new HikariDataSource();
        pool.setPoolName("instance-service");
        pool.setJdbcUrl(postgres.url() + settings.database());
        pool.setUsername(postgres.user());
        pool.setPassword(postgres.password());
        pool.addDataSourceProperty("ApplicationName", "instance-service");
        // a frozen server must not hold a request for ever; seconds
        pool.addDataSourceProperty("socketTimeout", "10");
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        pool.addDataSourceProperty("connectTimeout", "2");
        pool.setMaximumPoolSize(settings.connections());
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(CONNECTION_PATIENCE);
        pool.setValidationTimeout(CONNECTION_PATIENCE / 2);
        // start without a database: readiness says that it is away
        pool.setInitializationFailTimeout(-1);
        return pool;
    }

    @Context
    @Named("database")
    @Bean(preDestroy = "close")
    Preparation tables(HikariDataSource database, Clock clock) {
        return new Preparation(
                        "database",
                        () -> {
                            FleetTables.create(database);
                            PostgresClientTokens.create(database);
                        },
                        clock)
                .start();
    }

    @Singleton
    @Bean(preDestroy = "close")
    KafkaFactSink factSink(BackboneSettings.Kafka kafka) {
        return KafkaFactSink.open(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrap(),
                ProducerConfig.CLIENT_ID_CONFIG,
                "instance-service.relay",
                ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                1000,
                ProducerConfig.LINGER_MS_CONFIG,
                2));
    }

    @Singleton
    Relay relay(HikariDataSource database, KafkaFactSink sink, World world) {
        return new Relay(new PostgresOutbox(database), sink, world, Relay.Settings.DEFAULT);
    }

    @Context
    @Named("relay")
    @Bean(preDestroy = "close")
    Loop relayLoop(Relay relay, @Named("database") Preparation database) {
        return new Loop("instance-service-relay", database.done(), relay, relay::close);
    }

    @Singleton
    Ledgers ledgers(HikariDataSource database, World world, Relay relay, Wire wire) {
        return new Ledgers(
                new PostgresLedger<>(
                        Ledgers.INSTANCES,
                        database,
                        TableStates.instances(),
                        new InstanceFacts(wire),
                        world,
                        relay::wake),
                new PostgresLedger<>(
                        Ledgers.DISKS, database, TableStates.disks(), new DiskFacts(wire), world, relay::wake),
                new PostgresLedger<>(
                        Ledgers.SNAPSHOTS,
                        database,
                        TableStates.snapshots(),
                        new SnapshotFacts(wire),
                        world,
                        relay::wake));
    }

    @Singleton
    Reads reads(HikariDataSource database) {
        var reads = PostgresReads.on(database);
        return new Reads(reads.instances(), reads.disks(), reads.snapshots(), reads.tags(), reads.census());
    }

    @Singleton
    LostHosts lostHosts(HikariDataSource database) {
        return new PostgresLostHosts(database);
    }

    @Context
    @Bean(preDestroy = "close")
    Forgetting forgetting(HikariDataSource database, InstanceSettings settings, Clock clock) {
        var tokens = new PostgresClientTokens(database);
        return new Forgetting(Map.of(
                        "change keys",
                        most -> LedgerTables.forgetAppliedBefore(
                                database, clock.instant().minus(settings.keys()), most),
                        "answers of old requests",
                        _ -> tokens.forget(clock.instant()),
                        "empty buckets of the census",
                        _ -> FleetTables.tidy(database)))
                .start();
    }
}
