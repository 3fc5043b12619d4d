package io.opsbus.command.wiring;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.core.value.PropertyResolver;
import io.opsbus.rpc.Repetitions;
import io.opsbus.rpc.ServiceEndpoint;
import io.opsbus.rpc.http.Endpoint;
import io.opsbus.rpc.identity.InternalKey;
import io.opsbus.rpc.routes.Routes;
import jakarta.inject.Singleton;
import java.time.Clock;

/** What the framework is given. */
@Factory
final class Beans {
    @Context
    Settings settings(PropertyResolver given) {
        return Settings.of(given);
    }

    /** At once and not when first asked for: it prepares in the background. */
    @Context
    @Bean(preDestroy = "close")
    Engine engine(Settings settings) {
        return new Engine(settings, Clock.systemUTC());
    }

    @Singleton
    InternalKey internalKey(Settings settings) {
        return settings.rpc().keyOrNobodys();
    }

    @Singleton
    Endpoint endpoint(Engine engine, InternalKey key) {
        var repetitions = Repetitions.keptIn(engine.tokens);
        return new ServiceEndpoint(engine.actions, key, repetitions, new Failures(), Clock.systemUTC());
    }

    /** Told from the moment it listens; at once and not when first asked for. */
    @Context
    @Bean(preDestroy = "close")
    Routes routes(Engine engine, Settings settings, InternalKey key) {
        return new Routes(
                Routes.Service.of("command-service", settings.rpc().url(), engine.actions.declarations()),
                new Routes.Bus(settings.bus().bootstrap(), engine.registry),
                key,
                Clock.systemUTC());
    }
}
