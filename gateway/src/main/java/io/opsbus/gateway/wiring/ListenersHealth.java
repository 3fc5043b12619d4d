package io.opsbus.gateway.wiring;

import io.micronaut.core.value.PropertyResolver;
import io.micronaut.health.HealthStatus;
import io.micronaut.http.server.netty.NettyEmbeddedServer;
import io.micronaut.management.health.indicator.AbstractHealthIndicator;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.Map;

/** Says where the gateway listens, and why not on https when it does not. */
@Singleton
@Readiness
final class ListenersHealth extends AbstractHealthIndicator<Map<String, String>> {
    private final NettyEmbeddedServer server;
    private final Https https;

    ListenersHealth(NettyEmbeddedServer server, PropertyResolver settings) {
        this.server = server;
        this.https = Https.of(settings);
    }

    @Override
    protected Map<String, String> getHealthInformation() {
        healthStatus = server.isRunning() ? HealthStatus.UP : HealthStatus.DOWN;
        String http = server.getBoundPorts().stream()
                .filter(port -> port != https.port())
                .map(port -> "on, port " + port)
                .findFirst()
                .orElse("off");
        return Map.of("http", http, "https", https.description());
    }

    @Override
    protected String getName() {
        return "listeners";
    }
}
