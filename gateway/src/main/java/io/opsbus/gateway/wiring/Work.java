package io.opsbus.gateway.wiring;

import com.zaxxer.hikari.HikariDataSource;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.opsbus.gateway.AccessKeyId;
import io.opsbus.gateway.AccountId;
import io.opsbus.gateway.KeyRing;
import io.opsbus.gateway.KeyUses;
import io.opsbus.gateway.bus.KafkaAudit;
import io.opsbus.gateway.bus.RouteReader;
import io.opsbus.gateway.nonce.UsedNonces;
import io.opsbus.gateway.rpc.admin.AccountChanges;
import io.opsbus.gateway.store.NonceJournal;
import io.opsbus.ledger.postgres.LedgerTables;
import io.opsbus.schemas.Topics;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** What the gateway does beside answering: each on a (virtual) thread of its own, from start to end. */
@Factory
final class Work {
    private static final int BATCH = 1000;
    /** Longer than anybody repeats a change of an account. */
    private static final Duration CHANGES_KEPT = Duration.ofDays(1);

    /** Threads that run; closing ends them. */
    record Threads(List<Runnable> ends) implements AutoCloseable {
        @Override
        public void close() {
            ends.forEach(Runnable::run);
        }
    }

    @Singleton
    Preparation preparation(
            Settings settings, HikariDataSource database, KeyRing ring, AccountChanges changes, RouteReader routes) {
        return new Preparation(List.of(
                new Preparation.Step("postgres", () -> {
                    StoreBeans.migrate(database);
                    settings.builtIn().ifPresent(account -> install(changes, account));
                    ring.refresh();
                }),
                new Preparation.Step("topics", () -> createTopics(settings)),
                new Preparation.Step("routes", () -> {
                    if (!routes.waitingFor().isEmpty()) {
                        throw new IllegalStateException(routes.waitingFor());
                    }
                })));
    }

    private static void install(AccountChanges changes, Settings.BuiltIn account) {
        changes.install(
                new AccountId(account.accountId()), new AccessKeyId(account.accessKeyId()), account.accessKeySecret());
    }

    private static void createTopics(Settings settings) {
        Map<String, Object> config = BusBeans.client(settings, "admin");
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        try (Admin admin = Admin.create(config)) {
            Topics.create(admin, settings.backbone().replication());
        }
    }

    @Context
    @Bean(preDestroy = "close")
    Threads threads(
            Preparation preparation, RouteReader routes, KafkaAudit audit, NonceJournal journal, Upkeep upkeep) {
        start("gateway-prepare", preparation);
        start("gateway-routes", routes);
        start("gateway-audit", audit);
        start("gateway-nonces", journal);
        start("gateway-keys", upkeep.keys());
        start("gateway-key-uses", upkeep.uses());
        start("gateway-forget", upkeep.forget());
        return new Threads(List.of(
                preparation::close,
                routes::close,
                journal::close,
                () -> upkeep.keys().close(),
                () -> upkeep.uses().close(),
                () -> upkeep.forget().close(),
                // last: it still sends what others recorded
                audit::close));
    }

    /** What comes again and again. */
    record Upkeep(Rounds keys, Rounds uses, Rounds forget) {}

    @Singleton
    Upkeep upkeep(
            Preparation preparation,
            KeyRing ring,
            KeyUses uses,
            UsedNonces nonces,
            HikariDataSource database,
            Clock clock) {
        return new Upkeep(
                rounds(preparation, "keys", Duration.ofSeconds(1), ring::refresh),
                rounds(preparation, "key uses", Duration.ofSeconds(15), () -> uses.write(clock.instant())),
                rounds(preparation, "forget", Duration.ofSeconds(30), () -> {
                    while (nonces.forget(clock.instant(), BATCH) == BATCH) {}
                    while (LedgerTables.forgetAppliedBefore(
                                    database, clock.instant().minus(CHANGES_KEPT), BATCH)
                            == BATCH) {}
                }));
    }

    private static Rounds rounds(Preparation preparation, String name, Duration pause, Rounds.Round round) {
        return new Rounds(name, pause, () -> {
            if (preparation.isDone()) {
                round.run();
            }
        });
    }

    private static void start(String name, Runnable work) {
        Thread.ofVirtual().name(name).start(work);
    }
}
