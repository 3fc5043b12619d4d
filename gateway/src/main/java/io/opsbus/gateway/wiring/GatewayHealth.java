package io.opsbus.gateway.wiring;

import io.micronaut.context.annotation.Factory;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import io.opsbus.gateway.KeyRing;
import io.opsbus.gateway.bus.KafkaAudit;
import io.opsbus.gateway.route.RouteTable;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Whether calls are answered, and why not. */
@Factory
final class GatewayHealth {
    /**
     * A part of the gateway. It answers from memory, so it needs no thread of its own.
     *
     * @param reason why it is not well; empty when it is
     */
    private static HealthIndicator part(String name, Supplier<String> reason, Supplier<Map<String, String>> details) {
        return () -> {
            Map<String, String> all = new TreeMap<>(details.get());
            String why = reason.get();
            if (!why.isEmpty()) {
                all.put("reason", why);
            }
            return Publishers.just(HealthResult.builder(name, why.isEmpty() ? HealthStatus.UP : HealthStatus.DOWN)
                    .details(all)
                    .build());
        };
    }

    @Singleton
    @Readiness
    @Named("preparation")
    HealthIndicator preparation(Preparation preparation) {
        return part("preparation", preparation::waitingFor, Map::of);
    }

    @Singleton
    @Readiness
    @Named("keys")
    HealthIndicator keys(KeyRing ring) {
        return part(
                "keys",
                () -> ring.isFresh() ? "" : "access keys are not known, or too old to be believed: PostgreSQL is away",
                () -> Map.of("keys", Integer.toString(ring.size())));
    }

    /** Without a service the gateway works and has nothing to hand calls to: that is for the services' health to say. */
    @Singleton
    @Readiness
    @Named("routes")
    HealthIndicator routes(RouteTable table) {
        return part("routes", () -> "", () -> {
            Map<String, String> services = new TreeMap<>();
            table.running().forEach((service, count) -> services.put(service, count + " running"));
            return services;
        });
    }

    @Singleton
    @Readiness
    @Named("audit")
    HealthIndicator audit(KafkaAudit audit) {
        return part("audit", audit::trouble, () -> Map.of("waiting", Integer.toString(audit.waiting())));
    }
}
