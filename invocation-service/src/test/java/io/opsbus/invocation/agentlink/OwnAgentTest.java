package io.opsbus.invocation.agentlink;

import io.opsbus.agent.cli.Service;
import io.opsbus.agent.wire.Connection;
import io.opsbus.agent.wire.Home;
import io.opsbus.agent.wire.Identity;
import io.opsbus.agent.wire.Registrar;
import io.opsbus.invocation.InstanceId;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Our agent. */
class OwnAgentTest extends AgentContract {
    private @Nullable Service service;
    private @Nullable Home home;
    private @Nullable Connection connection;

    @Override
    InstanceId begin(TestTls tls, int port, Path folder) throws Exception {
        home = new Home(folder.resolve("agent"));
        connection = new Connection("127.0.0.1:" + port, tls.ca());
        KeyPair keys = Identity.freshKeys();
        try (HttpClient client = connection.client(Runnable::run)) {
            var wanted = new Registrar.Wanted("a-1", "secret", "cn-local", "one", Map.of("k", "v"));
            String id = new Registrar(connection, client).register(wanted, "machine", keys);
            home.register(id, "cn-local", "machine", keys);
            restart();
            return new InstanceId(id);
        }
    }

    @Override
    void restart() throws Exception {
        Home own = java.util.Objects.requireNonNull(home);
        service = new Service(
                own,
                own.identity().orElseThrow(),
                java.util.Objects.requireNonNull(connection),
                Clock.systemUTC(),
                (_, _) -> {});
        service.start();
    }

    @Override
    void end() {
        java.util.Objects.requireNonNull(service).close();
    }
}
