package io.opsbus.command.wiring;

import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.AbstractHealthIndicator;
import io.micronaut.management.health.indicator.annotation.Readiness;
import io.opsbus.ledger.relay.RelayHealth;
import io.opsbus.ledger.start.Preparation;
import io.opsbus.rpc.routes.Routes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The parts this service needs: each is {@code UP}, or why it is not. Facts that wait for Kafka are kept and an old
 * announcement still leads here, and without news of uses nothing but a deletion can be wrong: these never make the
 * service unready.
 */
@Singleton
@Readiness
final class PartsHealth extends AbstractHealthIndicator<Map<String, String>> {
    private static final String UP = "UP";
    private static final int ANSWER_SECONDS = 1;

    private final Engine engine;
    private final Routes routes;

    PartsHealth(Engine engine, Routes routes) {
        this.engine = engine;
        this.routes = routes;
    }

    @Override
    protected Map<String, String> getHealthInformation() {
        Map<String, String> needed = new LinkedHashMap<>();
        needed.put("database", database());
        needed.put("topics", prepared(engine.topicsPreparation));
        needed.put("schemas", prepared(engine.schemasPreparation));
        healthStatus = needed.values().stream().allMatch(UP::equals) ? HealthStatus.UP : HealthStatus.DOWN;
        Map<String, String> parts = new LinkedHashMap<>(needed);
        parts.put("outbox", outbox(engine.relay.health()));
        parts.put("uses", engine.uses.trouble().isEmpty() ? UP : engine.uses.trouble());
        parts.put("routes", routes.trouble().isEmpty() ? UP : routes.trouble());
        return parts;
    }

    private String database() {
        String prepared = prepared(engine.databasePreparation);
        if (!prepared.equals(UP)) {
            return prepared;
        }
        try (Connection connection = engine.database.getConnection()) {
            return connection.isValid(ANSWER_SECONDS) ? UP : "PostgreSQL does not answer";
        } catch (SQLException e) {
            return Preparation.reason(e);
        }
    }

    private static String prepared(Preparation preparation) {
        return switch (preparation.state()) {
            case Preparation.State.Done _ -> UP;
            case Preparation.State.Waiting(String reason, var since, int tries) ->
                "%s (since %s, %d tries)".formatted(reason, since, tries);
        };
    }

    private static String outbox(RelayHealth relay) {
        return relay.healthy()
                ? UP
                : "%s: %d facts wait, the oldest since %s: %s"
                        .formatted(relay.state(), relay.waiting(), relay.oldest(), relay.reason());
    }

    @Override
    protected String getName() {
        return "parts";
    }
}
