package io.opsbus.invocation.wiring;

import static io.opsbus.invocation.Given.ALICE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.link.AgentNews;
import io.opsbus.invocation.link.AgentTasks;
import io.opsbus.invocation.link.RunTask;
import io.opsbus.invocation.link.TaskReport;
import io.opsbus.invocation.link.TaskReport.Chunk;
import io.opsbus.invocation.link.TaskReport.Span;
import io.opsbus.invocation.objectstore.ObjectPeer;
import io.opsbus.invocation.objectstore.ObjectPeer.Mood;
import io.opsbus.rpc.micronaut.RunningService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Output on its way into an object store that is away, slow or unwilling, and a service that is started anew meanwhile. */
class OutputDeliveryIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final InstanceId INSTANCE = new InstanceId("i-oss1");

    private static ObjectPeer peer;
    private static Map<String, Object> settings;
    private static RunningService running;
    private static Caller caller;

    @BeforeAll
    static void start() {
        peer = new ObjectPeer();
        settings = Surroundings.settings();
        settings.put("opsbus.command.url", "http://127.0.0.1:1");
        settings.put("opsbus.invocation.oss.endpoint", peer.url());
        settings.put("opsbus.invocation.oss.access-key-id", ObjectPeer.ID);
        settings.put("opsbus.invocation.oss.access-key-secret", ObjectPeer.SECRET);
        settings.put("opsbus.invocation.oss.buckets", ALICE.text() + ":logs");
        settings.put("opsbus.invocation.oss.timeout", "2s");
        running = begin();
        caller = caller();
        BusWriter.instance(INSTANCE.text(), "Running");
        await().atMost(PATIENCE)
                .until(() -> caller.call("DescribeCloudAssistantStatus", Map.of("InstanceId.1", INSTANCE.text()))
                                .status()
                        == 200);
    }

    private static RunningService begin() {
        return Main.SERVICE.start(settings);
    }

    private static Caller caller() {
        var ready = new Caller(running.url());
        ready.awaitReady();
        return ready;
    }

    @AfterAll
    static void stop() {
        running.close();
        peer.close();
    }

    /** Runs a command that writes this. */
    private static String run(String output) {
        AgentTasks agents = running.context().getBean(AgentTasks.class);
        agents.connected(INSTANCE, new AgentNews("2.2.3.578", "linux", "socket"));
        Map<String, String> parameters =
                new HashMap<>(Map.of("InstanceId.1", INSTANCE.text(), "Type", "RunShellScript"));
        parameters.put("CommandContent", "echo");
        parameters.put("OssOutputDelivery", "oss://logs/it");
        Caller.Told told = caller.call("RunCommand", parameters);
        assertThat(told.status()).as(told.body()).isEqualTo(200);
        List<RunTask> tasks = agents.kicked(INSTANCE, Optional.empty()).run();
        assertThat(tasks).hasSize(1);
        Instant now = Clock.systemUTC().instant();
        agents.report(
                INSTANCE,
                tasks.getFirst().id(),
                new TaskReport.Finished(new Span(now, now), 0, new Chunk(output.getBytes(UTF_8)), 0));
        return told.text("InvokeId");
    }

    private static String told(String invocation, String field) {
        return caller.call("DescribeInvocationResults", Map.of("InvokeId", invocation))
                .text(field);
    }

    private static void assertArrives(String invocation, String output) {
        await().atMost(PATIENCE).until(() -> told(invocation, "OssOutputStatus").equals("Finished"));
        String uri = told(invocation, "OssOutputUri");
        assertThat(uri).startsWith("oss://logs/it/" + invocation + "/" + INSTANCE.text() + "/");
        assertThat(peer.objects()).containsEntry(uri.substring("oss:/".length()), output);
    }

    @Test
    void outputArrivesSignedThroughAStoreThatIsBusyAndSlow() {
        assertArrives(run("123\n"), "123\n");
        peer.is(Mood.BUSY);
        String busy = run("through the busy one");
        await().atMost(PATIENCE).until(() -> told(busy, "OssOutputErrorCode").equals("SlowDown"));
        peer.is(Mood.WELL);
        assertArrives(busy, "through the busy one");
        peer.is(Mood.SILENT);
        String slow = run("through the slow one");
        await().atMost(PATIENCE).until(() -> told(slow, "OssOutputErrorCode").equals("StoreTimeout"));
        peer.is(Mood.WELL);
        assertArrives(slow, "through the slow one");
    }

    @Test
    void aRestartLosesNothingWhileTheStoreIsAway() {
        int port = peer.port();
        peer.close();
        String first = run("before the restart");
        await().atMost(PATIENCE).until(() -> told(first, "OssOutputErrorCode").equals("StoreUnreachable"));
        running.close();
        running = begin();
        caller = caller();
        String second = run("after the restart");
        peer = new ObjectPeer(port);
        assertArrives(first, "before the restart");
        assertArrives(second, "after the restart");
    }

    @Test
    void whatIsForbiddenFailsAndIsNotTriedAgain() {
        peer.is(Mood.FORBIDDING);
        String id = run("forbidden");
        await().atMost(PATIENCE).until(() -> told(id, "OssOutputStatus").equals("Failed"));
        assertThat(told(id, "OssOutputErrorCode")).isEqualTo("AccessDenied");
        assertThat(told(id, "OssOutputUri")).isEmpty();
        assertThat(told(id, "OssOutputErrorInfo")).doesNotContain("secret");
        peer.is(Mood.WELL);
    }
}
