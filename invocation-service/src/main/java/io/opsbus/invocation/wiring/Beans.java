package io.opsbus.invocation.wiring;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.core.value.PropertyResolver;
import io.opsbus.invocation.link.AgentTasks;
import io.opsbus.rpc.Repetitions;
import io.opsbus.rpc.ServiceEndpoint;
import io.opsbus.rpc.http.Endpoint;
import io.opsbus.rpc.identity.InternalKey;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the framework is given. */
@Factory
final class Beans {
    private static final Logger LOGGER = LoggerFactory.getLogger(Beans.class);
    private static final int SEED_BYTES = 16;
    private static final int KEY_BYTES = 32;

    private final SecureRandom random = new SecureRandom();

    @Context
    Settings settings(PropertyResolver given) {
        return Settings.of(given);
    }

    /** At once and not when first asked for: it prepares in the background. */
    @Context
    @Bean(preDestroy = "close")
    Engine engine(Settings settings, InternalKey key) {
        return new Engine(settings, key, Clock.systemUTC());
    }

    /** For the agents' endpoint. */
    @Singleton
    AgentTasks agentTasks(Engine engine) {
        return engine.desks.agents();
    }

    /** Without the setting nobody can call: a key nobody else has. */
    @Singleton
    InternalKey internalKey(Settings settings) {
        InternalKey set = settings.rpc().key();
        if (set == null) {
            LOGGER.atWarn().log("opsbus.internal-key is not set: no gateway can call this service");
        }
        return set == null ? InternalKey.of(Base64.getEncoder().encodeToString(fresh(KEY_BYTES))) : set;
    }

    @Singleton
    Endpoint endpoint(Engine engine, InternalKey key) {
        var repetitions = new Repetitions(engine.tokens, () -> HexFormat.of().formatHex(fresh(SEED_BYTES)));
        return new ServiceEndpoint(engine.actions, key, repetitions, new Failures(), Clock.systemUTC());
    }

    private byte[] fresh(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
