package io.opsbus.event.wiring;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.opsbus.ledger.relay.Relay;
import io.opsbus.ledger.relay.RelayHealth;
import io.opsbus.ledger.start.Preparation;
import io.opsbus.rpc.routes.Routes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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

    private static final int ANSWER_SECONDS = 1;

    @Bean
    HealthIndicator databaseHealthIndicator(HikariDataSource database, Preparation databasePreparation) {
        return () -> {
            Health prepared = health(databasePreparation);
            if (!prepared.getStatus().equals(Status.UP)) {
                return prepared;
            }
            try (Connection connection = database.getConnection()) {
                return connection.isValid(ANSWER_SECONDS)
                        ? prepared
                        : Health.down()
                                .withDetail("reason", "PostgreSQL does not answer")
                                .build();
            } catch (SQLException e) {
                return Health.down().withDetail("reason", Preparation.reason(e)).build();
            }
        };
    }

    @Bean
    HealthIndicator schemasHealthIndicator(Preparation schemasPreparation) {
        return () -> health(schemasPreparation);
    }

    @Bean
    HealthIndicator topicsHealthIndicator(Preparation topicsPreparation) {
        return () -> health(topicsPreparation);
    }

    @Bean
    HealthIndicator outboxHealthIndicator(Relay relay) {
        return () -> outbox(relay.health());
    }

    /** Timers that cannot be read are late, not lost. */
    @Bean
    HealthIndicator timersHealthIndicator(TimerThreads timers) {
        return () -> timers.trouble()
                .map(trouble -> Health.status(DEGRADED).withDetail("reason", trouble))
                .orElseGet(Health::up)
                .build();
    }

    /** The gateway may not know this service yet: nobody can call its API, all else works. */
    @Bean
    HealthIndicator routesHealthIndicator(Routes routes) {
        return () -> {
            String trouble = routes.trouble();
            return trouble.isEmpty()
                    ? Health.up().build()
                    : Health.status(DEGRADED).withDetail("reason", trouble).build();
        };
    }

    @Bean
    MeterBinder outboxMeters(Relay relay, Clock clock) {
        return meters -> {
            Gauge.builder("opsbus.event.outbox.waiting", relay, r -> r.health().waiting())
                    .description("facts not yet acknowledged by Kafka")
                    .register(meters);
            Gauge.builder("opsbus.event.outbox.oldest", relay, r -> age(r.health(), clock.instant()))
                    .description("age of the oldest of them")
                    .baseUnit("seconds")
                    .register(meters);
        };
    }

    private static double age(RelayHealth health, Instant now) {
        Instant oldest = health.oldest();
        return oldest == null ? 0 : Duration.between(oldest, now).toMillis() / 1000.0;
    }

    private static Health health(Preparation preparation) {
        return switch (preparation.state()) {
            case Preparation.State.Done(Instant at) ->
                Health.up().withDetail("since", at.toString()).build();
            case Preparation.State.Waiting(String reason, Instant since, int tries) ->
                Health.down()
                        .withDetail("reason", reason)
                        .withDetail("since", since.toString())
                        .withDetail("tries", tries)
                        .build();
        };
    }

    /** Facts that wait are kept: the service goes on taking events in, so this is never DOWN. */
    private static Health outbox(RelayHealth relay) {
        Instant oldest = relay.oldest();
        var health = relay.healthy() ? Health.up() : Health.status(DEGRADED);
        health.withDetail("relay", relay.state().name())
                .withDetail("since", relay.since().toString())
                .withDetail("waiting", relay.waiting());
        if (oldest != null) {
            health.withDetail("oldest", oldest.toString());
        }
        if (!relay.healthy()) {
            health.withDetail(
                    "reason",
                    "%d facts wait, the oldest since %s: %s"
                            .formatted(relay.waiting(), oldest == null ? "-" : oldest, relay.reason()));
        }
        return health.build();
    }
}
