package io.opsbus.queue.wiring;

import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.AbstractHealthIndicator;
import io.micronaut.management.health.indicator.annotation.Readiness;
import io.opsbus.ledger.start.Parts;
import io.opsbus.rpc.routes.Routes;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The parts this service needs: each is {@code UP}, or why it is not. Queues need the database alone; an old announcement
 * still leads here, so routes never make the service unready.
 */
@Singleton
@Readiness
final class PartsHealth extends AbstractHealthIndicator<Map<String, String>> {
    private final Engine engine;
    private final Routes routes;

    PartsHealth(Engine engine, Routes routes) {
        this.engine = engine;
        this.routes = routes;
    }

    @Override
    protected Map<String, String> getHealthInformation() {
        var parts = new Parts()
                .needs("database", engine.database, engine.databasePreparation)
                .needs("topics", engine.topicsPreparation)
                .has("routes", routes.trouble());
        healthStatus = parts.isReady() ? HealthStatus.UP : HealthStatus.DOWN;
        Map<String, String> told = new LinkedHashMap<>(parts.told());
        told.put("waiting receivers", Integer.toString(engine.waiters.count()));
        return told;
    }

    @Override
    protected String getName() {
        return "parts";
    }
}
