package io.opsbus.queue.wiring;

import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.AbstractHealthIndicator;
import io.micronaut.management.health.indicator.annotation.Readiness;
import io.opsbus.ledger.start.Preparation;
import io.opsbus.rpc.routes.Routes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The parts this service needs: each is {@code UP}, or why it is not. Queues need the database alone; an old announcement
 * still leads here, so routes never make the service unready.
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
        healthStatus = needed.values().stream().allMatch(UP::equals) ? HealthStatus.UP : HealthStatus.DOWN;
        Map<String, String> parts = new LinkedHashMap<>(needed);
        parts.put("routes", routes.trouble().isEmpty() ? UP : routes.trouble());
        parts.put("waiting receivers", Integer.toString(engine.waiters.count()));
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

    @Override
    protected String getName() {
        return "parts";
    }
}
