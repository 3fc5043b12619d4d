package io.opsbus.command.wiring;

import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.AbstractHealthIndicator;
import io.micronaut.management.health.indicator.annotation.Readiness;
import io.opsbus.ledger.start.Parts;
import io.opsbus.rpc.routes.Routes;
import jakarta.inject.Singleton;
import java.util.Map;

/**
 * The parts this service needs: each is {@code UP}, or why it is not. Facts that wait for Kafka are kept and an old
 * announcement still leads here, and without news of uses and invocations nothing but a deletion and a count can be wrong:
 * these never make the service unready.
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
                .needs("schemas", engine.schemasPreparation)
                .has("outbox", engine.relay.health().trouble())
                .has("uses", engine.uses.trouble())
                .has("invocations", engine.invocations.trouble())
                .has("routes", routes.trouble());
        healthStatus = parts.isReady() ? HealthStatus.UP : HealthStatus.DOWN;
        return parts.told();
    }

    @Override
    protected String getName() {
        return "parts";
    }
}
