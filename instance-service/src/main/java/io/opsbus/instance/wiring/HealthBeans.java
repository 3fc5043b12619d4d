package io.opsbus.instance.wiring;

import com.zaxxer.hikari.HikariDataSource;
import io.micronaut.context.annotation.Factory;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import io.opsbus.instance.lifecycle.Duties.Order;
import io.opsbus.ledger.inbox.Feed;
import io.opsbus.ledger.relay.Relay;
import io.opsbus.ledger.relay.RelayHealth;
import io.opsbus.ledger.start.Preparation;
import io.opsbus.rpc.routes.Routes;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** What the health endpoint says; every state that is not UP has a detail {@code reason}. */
@Factory
final class HealthBeans {
    /** Works and loses nothing, but a person should look. */
    private static final HealthStatus DEGRADED = new HealthStatus("DEGRADED", null, true, 500);

    private static final int ANSWER_SECONDS = 1;
    private static final Executor OWN_THREAD =
            work -> Thread.ofVirtual().name("health").start(work);

    @Singleton
    @Readiness
    @Named("database")
    HealthIndicator database(HikariDataSource database, @Named("database") Preparation tables) {
        // asks the database, which may take its time: not on a thread that serves requests
        return () -> Publishers.fromCompletableFuture(
                () -> CompletableFuture.supplyAsync(() -> answers("database", database, tables), OWN_THREAD));
    }

    @Singleton
    @Readiness
    @Named("schemas")
    HealthIndicator schemas(@Named("schemas") Preparation schemas) {
        return () -> Publishers.just(result("schemas", schemas));
    }

    @Singleton
    @Readiness
    @Named("topics")
    HealthIndicator topics(@Named("topics") Preparation topics) {
        return () -> Publishers.just(result("topics", topics));
    }

    @Singleton
    @Readiness
    @Named("machines")
    HealthIndicator machines(@Named("machines") Preparation machines) {
        return () -> Publishers.just(result("machines", machines));
    }

    /** Facts that wait are kept, and the service goes on: never DOWN. */
    @Singleton
    @Named("outbox")
    HealthIndicator outbox(Relay relay) {
        return () -> Publishers.just(outbox(relay.health()));
    }

    /** System events wait longer for what they ask; nothing is lost. */
    @Singleton
    @Named("duties")
    HealthIndicator duties(Feed<Order> duties) {
        return () -> Publishers.just(trouble("duties", duties.trouble()));
    }

    /** Unknown to the gateway it is still of use to nobody: not DOWN, because it tries again by itself. */
    @Singleton
    @Named("routes")
    HealthIndicator routes(Routes routes) {
        return () -> Publishers.just(trouble("routes", routes.trouble()));
    }

    private static HealthResult trouble(String name, String trouble) {
        return trouble.isEmpty()
                ? HealthResult.builder(name, HealthStatus.UP).build()
                : HealthResult.builder(name, DEGRADED)
                        .details(Map.of("reason", trouble))
                        .build();
    }

    private static HealthResult answers(String name, HikariDataSource database, Preparation tables) {
        HealthResult prepared = result(name, tables);
        if (!HealthStatus.UP.equals(prepared.getStatus())) {
            return prepared;
        }
        try (Connection connection = database.getConnection()) {
            return connection.isValid(ANSWER_SECONDS) ? prepared : down(name, "PostgreSQL does not answer");
        } catch (SQLException e) {
            return down(name, Preparation.reason(e));
        }
    }

    private static HealthResult down(String name, String reason) {
        return HealthResult.builder(name, HealthStatus.DOWN)
                .details(Map.of("reason", reason))
                .build();
    }

    private static HealthResult result(String name, Preparation preparation) {
        return switch (preparation.state()) {
            case Preparation.State.Done(Instant at) ->
                HealthResult.builder(name, HealthStatus.UP)
                        .details(Map.of("since", at.toString()))
                        .build();
            case Preparation.State.Waiting(String reason, Instant since, int tries) ->
                HealthResult.builder(name, HealthStatus.DOWN)
                        .details(Map.of("reason", reason, "since", since.toString(), "tries", tries))
                        .build();
        };
    }

    private static HealthResult outbox(RelayHealth relay) {
        Instant oldest = relay.oldest();
        var details = new LinkedHashMap<String, Object>();
        details.put("relay", relay.state().name());
        details.put("since", relay.since().toString());
        details.put("waiting", relay.waiting());
        if (oldest != null) {
            details.put("oldest", oldest.toString());
        }
        if (!relay.healthy()) {
            details.put(
                    "reason",
                    "%d facts wait, the oldest since %s: %s"
                            .formatted(relay.waiting(), oldest == null ? "-" : oldest, relay.reason()));
        }
        return HealthResult.builder("outbox", relay.healthy() ? HealthStatus.UP : DEGRADED)
                .details(details)
                .build();
    }
}
