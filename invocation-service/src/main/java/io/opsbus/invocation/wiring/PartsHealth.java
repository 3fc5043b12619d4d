package io.opsbus.invocation.wiring;

import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.AbstractHealthIndicator;
import io.micronaut.management.health.indicator.annotation.Readiness;
import io.opsbus.ledger.start.Parts;
import io.opsbus.rpc.routes.Routes;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The parts this service needs: each is {@code UP}, or why it is not. Facts that wait for Kafka are kept and an old
 * announcement still leads here, and without news of commands and instances what is known already goes on: these never make
 * the service unready.
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
                .has("timers", timers())
                .has("commands", engine.feeds.commands.trouble())
                .has("instances", engine.feeds.instances.trouble())
                .has("routes", routes.trouble());
        healthStatus = parts.isReady() ? HealthStatus.UP : HealthStatus.DOWN;
        return told(parts.told());
    }

    /** Of several processes one has them all: whoever looks for their log looks there. */
    private Map<String, String> told(Map<String, String> parts) {
        Map<String, String> told = new LinkedHashMap<>(parts);
        if (engine.simulated != null) {
            told.put("simulated-agents", engine.simulated.told());
        }
        return told;
    }

    private String timers() {
        return engine.timers.stream()
                .flatMap(loop -> loop.trouble().stream())
                .findFirst()
                .orElse("");
    }

    @Override
    protected String getName() {
        return "parts";
    }
}
