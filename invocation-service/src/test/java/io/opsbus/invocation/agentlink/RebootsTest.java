package io.opsbus.invocation.agentlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.link.AgentTasks;
import io.opsbus.invocation.link.Handover;
import io.opsbus.invocation.link.TaskList;
import io.opsbus.invocation.rpc.Service;
import io.opsbus.invocation.task.TaskLimits;
import io.opsbus.testkit.agent.AgentServer;
import io.opsbus.testkit.agent.OfficialAgent;
import io.opsbus.testkit.agent.Pace;
import io.opsbus.testkit.agent.SimulatedIdentity;
import io.opsbus.testkit.agent.Work;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Scripts for boots, over the wire. Official agents say of their first start after a boot alone that it is one, and each time they ask again
 * because they heard no answer ({@code agent/flagging}, {@code agent/taskengine} of the public source).
 */
class RebootsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Service service = new Service(TaskLimits.DEFAULT);
    private final LosingTasks tasks = new LosingTasks(service.agents);
    private final AgentListener listener =
            new AgentListener(new ListenerSettings("127.0.0.1", 0, null, "", "cn-local"), tasks, service.clock);
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> begun = new CopyOnWriteArrayList<>();

    /** Decides what is given, and some of it does not arrive. */
    private static final class LosingTasks extends RelayedTasks {
        private final AtomicInteger losses = new AtomicInteger();

        LosingTasks(AgentTasks behind) {
            super(behind);
        }

        @Override
        public TaskList startup(InstanceId instance, boolean coldStart, Handover handover) {
            TaskList list = super.startup(instance, coldStart, handover);
            if (losses.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new Away(new IllegalStateException("lost"));
            }
            return list;
        }
    }

    @AfterEach
    void close() {
        listener.close();
        client.shutdownNow();
    }

    private OfficialAgent agent(boolean isNewer) throws Exception {
        var server = new AgentServer(URI.create("http://127.0.0.1:" + listener.port()), client, service.clock);
        Service.Told activation = service.call("CreateActivation");
        String id = activation.text("ActivationId");
        String code = activation.text("ActivationCode");
        var keys = SimulatedIdentity.freshKeys();
        SimulatedIdentity identity =
                isNewer ? server.registerByFingerprint(id, code, "m", keys) : server.register(id, code, "m", keys);
        return new OfficialAgent(server, identity, Pace.OFFICIAL.times(60), task -> {
            begun.add(task.script());
            return Work.lines().of(task);
        });
    }

    private String run(OfficialAgent agent, String script, String repeat) {
        Service.Told told = service.call(
                "RunCommand",
                "Type",
                "RunShellScript",
                "CommandContent",
                script,
                "RepeatMode",
                repeat,
                "InstanceId.1",
                agent.instanceId());
        assertThat(told.code()).as(told.body().toString()).isEqualTo("200");
        return told.text("InvokeId");
    }

    /** So many of its runs are over, and each went well. */
    private void awaitRuns(String invocation, int count) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(results(invocation, "IncludeHistory", "true"))
                        .extracting(run -> run.path("InvocationStatus").asText())
                        .filteredOn("Success"::equals)
                        .hasSize(count));
    }

    /** It has run, and went well. */
    private void awaitRun(String invocation) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(results(invocation))
                        .singleElement()
                        .returns("Success", run -> run.path("InvocationStatus").asText()));
    }

    private List<JsonNode> results(String invocation, String... more) {
        List<String> parameters = new ArrayList<>(List.of("InvokeId", invocation));
        parameters.addAll(List.of(more));
        List<JsonNode> results = new ArrayList<>();
        service.call("DescribeInvocationResults", parameters.toArray(String[]::new))
                .body()
                .at("/Invocation/InvocationResults/InvocationResult")
                .forEach(results::add);
        return results;
    }

    /** Whatever it was given before has begun. */
    private void awaitOther(OfficialAgent agent, String script) {
        awaitRun(run(agent, script, "Once"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsForEveryBootRunsOnceInEach(boolean isNewer) throws Exception {
        OfficialAgent agent = agent(isNewer);
        agent.start(true);
        String invocation = run(agent, "echo boot", "EveryReboot");
        awaitOther(agent, "echo 1");
        assertThat(begun).as("it was not booted since").doesNotContain("echo boot");

        for (int boot = 1; boot <= 2; boot++) {
            tasks.losses.set(2);
            agent = agent.killed();
            agent.start(true);
            awaitRuns(invocation, boot);
            for (int start = 0; start < 2; start++) {
                agent = agent.killed();
                agent.start(false);
                awaitOther(agent, "echo again " + boot + start);
            }
            assertThat(begun.stream().filter("echo boot"::equals))
                    .as("the agent was started twice more, the machine was not")
                    .hasSize(boot);
            service.clock.advance(Duration.ofMinutes(1));
        }
        agent.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsForTheNextBootRunsInThatAlone(boolean isNewer) throws Exception {
        OfficialAgent agent = agent(isNewer);
        agent.start(true);
        String invocation = run(agent, "echo boot", "NextRebootOnly");
        for (int boot = 0; boot < 2; boot++) {
            agent = agent.killed();
            agent.start(true);
            awaitRun(invocation);
            awaitOther(agent, "echo other " + boot);
            service.clock.advance(Duration.ofMinutes(1));
        }
        assertThat(begun.stream().filter("echo boot"::equals)).hasSize(1);
        agent.close();
    }
}
