package io.opsbus.invocation.agentlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.link.Kick;
import io.opsbus.testkit.agent.AgentServer;
import io.opsbus.testkit.agent.OfficialAgent;
import io.opsbus.testkit.agent.Pace;
import io.opsbus.testkit.agent.SimulatedIdentity;
import io.opsbus.testkit.agent.Work;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The simulator of the official agent: what the contract asks of ours, it asks of this one too. */
class OfficialAgentContractTest extends AgentContract {
    @Nullable
    OfficialAgent agent;

    private @Nullable AgentServer server;
    private @Nullable SimulatedIdentity identity;

    @Override
    InstanceId begin(TestTls tls, int port, Path folder) throws Exception {
        HttpClient client = new io.opsbus.agent.wire.Connection("127.0.0.1:" + port, tls.ca())
                .client(Executors.newVirtualThreadPerTaskExecutor());
        server = new AgentServer(URI.create("https://127.0.0.1:" + port), client, Clock.systemUTC());
        identity = registered(server);
        restart();
        return new InstanceId(identity.instanceId());
    }

    SimulatedIdentity registered(AgentServer with) throws Exception {
        return with.register("a-1", "secret", "m", SimulatedIdentity.freshKeys());
    }

    @Override
    void restart() throws Exception {
        agent = new OfficialAgent(
                Objects.requireNonNull(server),
                Objects.requireNonNull(identity),
                Pace.OFFICIAL.times(20),
                Work.lines());
        agent.start(false);
    }

    @Override
    void end() {
        Objects.requireNonNull(agent).close();
    }

    /** It is told to leave when it is known no more: the answer must not make it keep its registration. */
    @Test
    void oneThatIsKnownNoMoreForgetsItsRegistration() {
        tasks.forget(instance);
        tasks.kick(new Kick.Deregister(instance));
        await().atMost(Duration.ofMinutes(1))
                .until(() -> Objects.requireNonNull(agent).isGone());
        assertThat(tasks.hasLeft(instance)).isFalse();
    }
}
