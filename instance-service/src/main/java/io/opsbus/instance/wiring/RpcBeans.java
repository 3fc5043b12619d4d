package io.opsbus.instance.wiring;

import com.zaxxer.hikari.HikariDataSource;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.opsbus.instance.ProviderId;
import io.opsbus.instance.control.Fleet;
import io.opsbus.instance.rpc.EcsActions;
import io.opsbus.ledger.Ledger;
import io.opsbus.rpc.ActionTable;
import io.opsbus.rpc.Repetitions;
import io.opsbus.rpc.ServiceEndpoint;
import io.opsbus.rpc.http.Endpoint;
import io.opsbus.rpc.identity.Identity;
import io.opsbus.rpc.identity.InternalKey;
import io.opsbus.rpc.postgres.PostgresClientTokens;
import io.opsbus.rpc.reply.RpcError;
import io.opsbus.rpc.routes.Routes;
import io.opsbus.schemas.registry.SchemaRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The endpoint the gateway calls. */
@Factory
final class RpcBeans {
    private static final Logger LOGGER = LoggerFactory.getLogger(RpcBeans.class);

    @Singleton
    ActionTable actions(Fleet fleet, InstanceSettings settings, QuotaSettings quotas) {
        return EcsActions.of(fleet, new ProviderId(settings.provider()), quotas.told());
    }

    /** Without the setting nobody can call: a key nobody else has. */
    @Singleton
    InternalKey internalKey(@Property(name = "opsbus.internal-key") @Nullable String base64) {
        if (base64 != null) {
            return InternalKey.of(base64);
        }
        LOGGER.atWarn().log("opsbus.internal-key is not set: no gateway can call this service");
        return InternalKey.nobodys();
    }

    @Singleton
    Endpoint endpoint(ActionTable actions, InternalKey key, HikariDataSource database, Clock clock) {
        var repetitions = Repetitions.keptIn(new PostgresClientTokens(database));
        return new ServiceEndpoint(actions, key, repetitions, RpcBeans::failed, clock);
    }

    @Context
    @Bean(preDestroy = "close")
    Routes routes(
            ActionTable actions,
            InternalKey key,
            InstanceSettings settings,
            BackboneSettings.Kafka kafka,
            SchemaRegistry registry,
            Clock clock) {
        String url = settings.url();
        return new Routes(
                Routes.Service.of("instance-service", url == null ? "" : url, actions.declarations()),
                new Routes.Bus(kafka.bootstrap(), registry),
                key,
                clock);
    }

    /** What a part that is away did to a request is not the caller's fault; all else is a bug. */
    private static RpcError failed(RuntimeException failure, Identity identity) {
        boolean away = failure instanceof Ledger.Unavailable || Away.is(failure);
        LOGGER.atWarn()
                .addKeyValue("action", identity.name())
                .addKeyValue("requestId", identity.requestId())
                .setCause(failure)
                .log(away ? "a part is away" : "an action failed");
        return away
                ? new RpcError(503, "ServiceUnavailable", "The request has failed due to a temporary failure.")
                : new RpcError(500, "InternalError", "The request processing has failed due to some unknown error.");
    }
}
