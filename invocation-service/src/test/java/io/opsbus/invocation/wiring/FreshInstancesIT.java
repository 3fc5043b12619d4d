package io.opsbus.invocation.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.Given;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.fleet.KnownInstance;
import io.opsbus.invocation.rpc.catalogue.InstancePeer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Instances that instance-service has as running while the bus has not told so yet. */
class FreshInstancesIT {
    private static final String SCRIPT = "ZWNobyAxMjM=";

    private static InstancePeer peer;
    private static Surroundings.Started service;
    private static Caller caller;

    @BeforeAll
    static void start() {
        peer = new InstancePeer(Caller.KEY);
        Map<String, Object> settings = Surroundings.settings();
        settings.put("opsbus.instance.url", peer.url().toString());
        service = Surroundings.start(settings);
        caller = service.caller();
    }

    @AfterAll
    static void stop() {
        service.close();
        peer.close();
    }

    private static void put(String id, boolean isRunning) {
        peer.instances.put(new KnownInstance(new InstanceId(id), Given.ALICES, "name", "linux", isRunning));
    }

    private static Caller.Told run(String... ids) {
        Map<String, String> all = new HashMap<>(Map.of("Type", "RunShellScript", "CommandContent", SCRIPT));
        for (int n = 0; n < ids.length; n++) {
            all.put("InstanceId." + (n + 1), ids[n]);
        }
        return caller.call("RunCommand", all);
    }

    /** The bus tells of an instance when instance-service has been asked for it: never sooner, and in two records. */
    @Test
    void aCommandRunsOnWhatRunsThoughTheBusTellsLater() {
        peer.onAnswer(ids -> ids.forEach(id -> {
            BusWriter.instance(id.text(), "Starting");
            BusWriter.instance(id.text(), "Running");
        }));
        for (int n = 0; n < 20; n++) {
            String id = "i-fresh" + n;
            put(id, true);
            int asked = peer.instances.asked();
            Caller.Told told = run(id);
            assertThat(told.status()).as(n + ": " + told.body()).isEqualTo(200);
            assertThat(peer.instances.asked()).isEqualTo(asked + 1);
            // news of how it was before do not end what has begun: no agent is there, and that is what is told
            assertThat(caller.call("DescribeInvocationResults", Map.of("InvokeId", told.text("InvokeId")))
                            .text("ErrorCode"))
                    .isEqualTo("ClientNotRunning");
        }
    }

    @Test
    void whatTheBusHasAsStartingRunsWhenItRuns() {
        BusWriter.instance("i-starting", "Starting");
        put("i-starting", false);
        peer.onAnswer(ids -> {});
        assertThat(run("i-starting").text("Code")).isEqualTo("InvalidInstanceStatus");
        put("i-starting", true);
        peer.onAnswer(ids -> BusWriter.instance("i-starting", "Running"));
        Caller.Told told = run("i-starting");
        assertThat(told.status()).as(told.body()).isEqualTo(200);
    }

    @Test
    void theNoIsInstanceServicesAndComesAtOnce() {
        peer.onAnswer(ids -> {});
        put("i-its-own", false);
        int asked = peer.instances.asked();
        assertThat(run("i-nobody", "i-nobody2").text("Code")).isEqualTo("InvalidInstance.NotFound");
        assertThat(peer.instances.asked()).isEqualTo(asked + 1);
        assertThat(run("i-its-own").text("Code")).isEqualTo("InvalidInstanceStatus");
        peer.instances.put(new KnownInstance(
                new InstanceId("i-bobs"), new Scope(Given.BOB, Given.HANGZHOU), "name", "linux", true));
        assertThat(run("i-bobs").text("Code")).isEqualTo("InvalidInstance.NotFound");
    }

    @Test
    void aBusThatDoesNotTellIsAFailureThatPasses() {
        peer.onAnswer(ids -> {});
        put("i-untold", true);
        assertThat(run("i-untold").status()).isEqualTo(503);
        peer.instances.away(true);
        try {
            assertThat(run("i-untold").status()).isEqualTo(503);
        } finally {
            peer.instances.away(false);
        }
    }

    @Test
    void anAgentIsLookedForOnWhatTheBusHasNotToldOf() {
        peer.onAnswer(ids -> {});
        put("i-asked", false);
        Map<String, String> one = Map.of("InstanceId.1", "i-asked");
        assertThat(caller.call("DescribeCloudAssistantStatus", one).text("CloudAssistantStatus"))
                .isEqualTo("false");
        assertThat(caller.call("InstallCloudAssistant", one).text("Code"))
                .isEqualTo("OperationDenied.AgentNotInstalled");
        assertThat(List.of("DescribeCloudAssistantStatus", "InstallCloudAssistant"))
                .allSatisfy(action -> assertThat(caller.call(action, Map.of("InstanceId.1", "i-nobody"))
                                .text("Code"))
                        .isEqualTo("InvalidInstance.NotFound"));
    }
}
