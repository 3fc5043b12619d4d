package io.opsbus.invocation.wiring;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.opsbus.invocation.agentlink.AgentListener;
import io.opsbus.invocation.agentlink.ListenerSettings;
import io.opsbus.invocation.link.AgentTasks;
import java.nio.file.Path;
import java.time.Clock;

/** The agents' listener; there is one when its port is set and there is somebody behind it. */
@Factory
@Requires(beans = AgentTasks.class)
@Requires(property = "opsbus.invocation.agents.port")
final class AgentBeans {
    @Context
    @Bean(preDestroy = "close")
    AgentListener agents(
            AgentTasks tasks,
            @Property(name = "opsbus.invocation.agents.bind", defaultValue = "127.0.0.1") String bind,
            @Property(name = "opsbus.invocation.agents.port") int port,
            @Property(name = "opsbus.invocation.agents.keystore", defaultValue = "") String keyStore,
            @Property(name = "opsbus.invocation.agents.keystore-password", defaultValue = "") String password,
            @Property(name = "opsbus.invocation.agents.region", defaultValue = "cn-hangzhou") String region,
            @Property(name = "opsbus.invocation.agents.releases", defaultValue = "") String releases,
            @Property(name = "opsbus.invocation.agents.proxied", defaultValue = "false") boolean proxied) {
        return new AgentListener(
                new ListenerSettings(
                        new ListenerSettings.Place(bind, port, proxied),
                        keyStore.isEmpty() ? null : Path.of(keyStore),
                        password,
                        region,
                        releases.isEmpty() ? null : Path.of(releases)),
                tasks,
                Clock.systemUTC());
    }
}
