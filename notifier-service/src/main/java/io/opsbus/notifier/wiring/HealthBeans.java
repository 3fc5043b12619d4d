package io.opsbus.notifier.wiring;

import com.zaxxer.hikari.HikariDataSource;
import io.opsbus.notifier.bus.DeliveryBatches;
import io.opsbus.notifier.dispatch.Deliverer;
import io.opsbus.notifier.hold.Stop;
import io.opsbus.notifier.store.hold.LiveHolds;
import io.opsbus.notifier.store.seal.Resealing;
import io.opsbus.rpc.routes.Routes;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.registry.SchemaRegistry;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the health and metrics endpoints say; every state that is not UP has a detail {@code reason}. */
@Configuration(proxyBeanMethods = false)
class HealthBeans {
    /** Works and loses nothing, but a person should look. */
    private static final Status DEGRADED = new Status("DEGRADED");

    private static final int SECONDS = 2;

    static Map<String, Object> admin(Settings settings) {
        return Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                settings.kafka().bootstrap(),
                AdminClientConfig.CLIENT_ID_CONFIG,
                "notifier.admin",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                5_000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                10_000,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                1_000);
    }

    @FunctionalInterface
    private interface Check {
        /** The reason it is not well; empty when it is. */
        String run() throws Exception;
    }

    private static HealthIndicator indicator(Status bad, Check check) {
        return () -> {
            String reason;
            try {
                reason = check.run();
            } catch (Exception e) {
                reason = Preparation.reason(e);
            }
            return reason.isEmpty()
                    ? Health.up().build()
                    : Health.status(bad).withDetail("reason", reason).build();
        };
    }

    @Bean(destroyMethod = "close")
    Admin healthAdmin(Settings settings) {
        return Admin.create(admin(settings));
    }

    @Bean
    HealthIndicator preparationHealthIndicator(Preparation preparation) {
        return indicator(Status.DOWN, preparation::waitingFor);
    }

    @Bean
    HealthIndicator kafkaHealthIndicator(Admin healthAdmin) {
        return indicator(Status.DOWN, () -> {
            var nodes = healthAdmin.describeCluster().nodes().get(SECONDS, TimeUnit.SECONDS);
            return nodes.isEmpty() ? "no broker is known" : "";
        });
    }

    @Bean
    HealthIndicator postgresHealthIndicator(HikariDataSource database) {
        return indicator(Status.DOWN, () -> {
            try (var connection = database.getConnection()) {
                return connection.isValid(SECONDS) ? "" : "PostgreSQL does not answer";
            } catch (SQLException e) {
                return Preparation.reason(e);
            }
        });
    }

    /** Schemas once read are remembered, so deliveries go on without a registry. */
    @Bean
    HealthIndicator registryHealthIndicator(SchemaRegistry registry) {
        return indicator(DEGRADED, () -> {
            var _ = registry.idOf(Topics.DELIVERIES.valueSubject(), Topics.DELIVERIES.schema());
            return "";
        });
    }

    /** Deliveries go on; only the API is not reached through the gateway. */
    @Bean
    HealthIndicator routesHealthIndicator(Routes routes) {
        return indicator(DEGRADED, routes::trouble);
    }

    /** Works as the operator said; somebody should remember it. No account is named: whoever asks may see it. */
    @Bean
    HealthIndicator sendingHealthIndicator(LiveHolds holds) {
        return indicator(DEGRADED, () -> {
            var stops = holds.stops();
            var everybody = stops.stream()
                    .filter(stop -> stop.scope() instanceof Stop.Scope.Everything)
                    .findFirst();
            return everybody
                    .map(stop -> "an operator has stopped all sending, since " + stop.since()
                            + (stop.ending() ? "; what waited is being let go" : ""))
                    .orElse(stops.isEmpty() ? "" : "an operator has stopped all sending to accounts: " + stops.size());
        });
    }

    /** By which master keys secrets are sealed; what needs a key that is not set waits. */
    @Bean
    HealthIndicator secretsHealthIndicator(Resealing resealing) {
        return () -> {
            var report = resealing.report();
            var missing = report.missing();
            var health = missing.isEmpty()
                    ? Health.up()
                    : Health.status(DEGRADED)
                            .withDetail(
                                    "reason",
                                    "secrets are sealed with master keys that are not set: " + missing.keySet()
                                            + "; opsbus.notifier.secrets.older-keys takes them");
            report.current().ifPresent(key -> health.withDetail("current", key.text()));
            var rows = new TreeMap<String, Long>();
            report.set().forEach(key -> rows.put(key.text(), 0L));
            report.rows().forEach((key, many) -> rows.put(key.isEmpty() ? "unnamed" : key, many));
            return health.withDetail("rows", rows).build();
        };
    }

    /** The healthy are told all the same, until too much waits. */
    @Bean
    HealthIndicator deliveringHealthIndicator(Deliverer deliverer, DeliveryBatches batches) {
        return indicator(DEGRADED, () -> {
            var waiting = deliverer.waiting();
            if (batches.isFull()) {
                return "all deliveries are held up: " + waiting + " wait in memory for PostgreSQL, and "
                        + batches.ahead() + " records are not committed";
            }
            return waiting == 0 ? "" : waiting + " deliveries wait in memory for PostgreSQL";
        });
    }

    @Bean
    HealthIndicator parkingHealthIndicator(Worker worker) {
        return indicator(Status.DOWN, worker::trouble);
    }
}
