package io.opsbus.event.wiring;

import com.zaxxer.hikari.HikariDataSource;
import io.opsbus.event.UnavailableException;
import io.opsbus.event.cycle.EventFact;
import io.opsbus.event.cycle.EventId;
import io.opsbus.event.cycle.SystemEvent;
import io.opsbus.event.decide.EventDecisions;
import io.opsbus.event.fleet.KnownFleet;
import io.opsbus.event.query.SystemEvents;
import io.opsbus.event.rpc.ecs.EventActions;
import io.opsbus.event.rpc.ecs.EventDesk;
import io.opsbus.ledger.Ledger;
import io.opsbus.ledger.Retries;
import io.opsbus.rpc.ActionTable;
import io.opsbus.rpc.Repetitions;
import io.opsbus.rpc.ServiceEndpoint;
import io.opsbus.rpc.http.Endpoint;
import io.opsbus.rpc.identity.Identity;
import io.opsbus.rpc.identity.InternalKey;
import io.opsbus.rpc.postgres.PostgresClientTokens;
import io.opsbus.rpc.reply.RpcError;
import io.opsbus.rpc.routes.Routes;
import io.opsbus.rpc.spring.RoutesAtStart;
import io.opsbus.schemas.registry.SchemaRegistry;
import java.sql.SQLException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The API of system events, for the gateway. */
@Configuration(proxyBeanMethods = false)
class RpcBeans {
    private static final Logger LOGGER = LoggerFactory.getLogger(RpcBeans.class);

    @Bean
    EventDesk eventDesk(
            Ledger<EventId, SystemEvent, EventFact> systemEventLedger,
            EventDecisions decisions,
            SystemEvents events,
            KnownFleet fleet,
            Settings settings) {
        return new EventDesk(
                systemEventLedger,
                decisions,
                events,
                fleet,
                settings.event().api().rules());
    }

    @Bean
    ActionTable actions(EventDesk desk, Settings settings) {
        return EventActions.of(desk, settings.event().cycle().rules());
    }

    /** Without the setting nobody can call: a key nobody else has. */
    @Bean
    InternalKey internalKey(@Value("${opsbus.internal-key:}") String base64) {
        if (!base64.isEmpty()) {
            return InternalKey.of(base64);
        }
        LOGGER.atWarn().log("opsbus.internal-key is not set: no gateway can call this service");
        return InternalKey.nobodys();
    }

    @Bean
    Endpoint endpoint(ActionTable actions, InternalKey key, HikariDataSource database, Clock clock) {
        var repetitions = Repetitions.keptIn(new PostgresClientTokens(database));
        return new ServiceEndpoint(actions, key, repetitions, RpcBeans::failed, clock);
    }

    @Bean
    Routes routes(ActionTable actions, InternalKey key, Settings settings, SchemaRegistry registry, Clock clock) {
        return new Routes(
                Routes.Service.of("event-service", settings.event().api().url(), actions.declarations()),
                new Routes.Bus(settings.kafka().bootstrap(), registry),
                key,
                clock);
    }

    @Bean
    RoutesAtStart routesAtStart(Routes routes) {
        return new RoutesAtStart(routes);
    }

    /** What a part that is away did to a request is not the caller's fault; all else is a bug. */
    private static RpcError failed(RuntimeException failure, Identity identity) {
        boolean away = failure instanceof Ledger.Unavailable
                || failure instanceof PostgresClientTokens.Unavailable
                || failure instanceof UnavailableException
                || (isDatabase(failure) && Retries.passing(failure));
        LOGGER.atWarn()
                .addKeyValue("action", identity.name())
                .addKeyValue("requestId", identity.requestId())
                .setCause(failure)
                .log(away ? "a part is away" : "an action failed");
        return away
                ? new RpcError(503, "ServiceUnavailable", "The request has failed due to a temporary failure.")
                : RpcError.internalError();
    }

    private static boolean isDatabase(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException) {
                return true;
            }
        }
        return false;
    }
}
