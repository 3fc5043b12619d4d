package io.opsbus.invocation.agentlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.agent.cli.End;
import io.opsbus.agent.cli.Service;
import io.opsbus.agent.wire.Connection;
import io.opsbus.agent.wire.Home;
import io.opsbus.agent.wire.Identity;
import io.opsbus.agent.wire.Registrar;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.link.Kick;
import io.opsbus.invocation.link.TaskReport;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

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

    /** Threat 8: what an exit code may do is said on its machine; it is known as ours, and its scripts need no guard. */
    @Test
    void aScriptWhoseExitCodeMustPowerNothingOffIsRunAsItIs() {
        tasks.add(instance, Given.guarded("t-1", "echo \"${0##*/}\"; exit 193"));
        TaskReport.Finished finished = awaited("t-1", TaskReport.Finished.class);
        assertThat(finished.exitCode()).isEqualTo(193);
        assertThat(new String(finished.rest().bytes(), StandardCharsets.UTF_8)).doesNotContain("opsbus");
    }

    /** Nobody is to start it again. */
    @Test
    void thatItsRegistrationWasEndedIsWhyItEnds() throws Exception {
        tasks.kick(new Kick.Deregister(instance));
        assertThat(java.util.Objects.requireNonNull(service).await()).isEqualTo(End.DEREGISTERED);
    }

    /** It was away when its owner ended it: its first heartbeat is answered with that. */
    @Test
    void thatItIsNoInstanceAnyMoreIsWhyItEnds() throws Exception {
        end();
        tasks.forget(instance);
        restart();
        assertThat(java.util.Objects.requireNonNull(service).await()).isEqualTo(End.DEREGISTERED);
        assertThat(java.util.Objects.requireNonNull(home).isRegistered()).isFalse();
    }

    @Override
    void end() {
        java.util.Objects.requireNonNull(service).close();
    }
}
