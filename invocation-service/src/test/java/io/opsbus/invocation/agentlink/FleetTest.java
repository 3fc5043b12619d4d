package io.opsbus.invocation.agentlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.link.AgentKey;
import io.opsbus.invocation.link.InMemoryAgentTasks;
import io.opsbus.invocation.link.TaskReport;
import io.opsbus.testkit.agent.AgentServer;
import io.opsbus.testkit.agent.OfficialAgent;
import io.opsbus.testkit.agent.Pace;
import io.opsbus.testkit.agent.SimulatedIdentity;
import io.opsbus.testkit.agent.Work;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many simulated official agents at one listener. */
class FleetTest {
    private static final int AGENTS = 40;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final KeyPair KEYS = SimulatedIdentity.freshKeys();

    private final InMemoryAgentTasks tasks = new InMemoryAgentTasks();

    private AgentListener listen(int port) {
        return new AgentListener(
                new ListenerSettings("127.0.0.1", port, null, "", "cn-local"), tasks, Clock.systemUTC());
    }

    private OfficialAgent agent(AgentServer server, int number) {
        String id = "mi-%018d".formatted(number);
        tasks.known(new InstanceId(id), new AgentKey("m" + number, SimulatedIdentity.pem(KEYS)));
        return new OfficialAgent(
                server, new SimulatedIdentity(id, "m" + number, KEYS), Pace.OFFICIAL.times(10), Work.lines());
    }

    private long finished() {
        return tasks.told().stream()
                .filter(told -> told.report() instanceof TaskReport.Finished)
                .count();
    }

    @Test
    void allAreKickedAllAnswerAndARestartWithinFiveSecondsLosesNone() throws Exception {
        HttpClient client = HttpClient.newBuilder()
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        AgentListener first = listen(0);
        int port = first.port();
        var server = new AgentServer(URI.create("http://127.0.0.1:" + port), client, Clock.systemUTC());
        List<OfficialAgent> agents =
                IntStream.rangeClosed(1, AGENTS).mapToObj(i -> agent(server, i)).toList();
        for (OfficialAgent agent : agents) {
            agent.start(false);
        }
        await().atMost(PATIENCE).until(() -> first.connected() == AGENTS);
        agents.forEach(agent ->
                tasks.add(new InstanceId(agent.instanceId()), Given.shell("a-" + agent.instanceId(), "echo 1")));
        await().atMost(PATIENCE).until(() -> finished() == AGENTS);

        first.close();
        // added while nobody listens: every one is owed when its agent is back
        agents.forEach(agent ->
                tasks.add(new InstanceId(agent.instanceId()), Given.shell("b-" + agent.instanceId(), "echo 2")));
        AgentListener second = listen(port);
        await().atMost(PATIENCE).until(() -> second.connected() == AGENTS);
        await().atMost(PATIENCE).until(() -> finished() == 2 * AGENTS);

        assertThat(agents).noneMatch(OfficialAgent::isDeaf).allMatch(agent -> agent.droppedLists() == 0);
        agents.forEach(OfficialAgent::close);
        second.close();
        client.shutdownNow();
    }
}
