package io.opsbus.invocation.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.invocation.Given;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.link.AgentNews;
import io.opsbus.invocation.link.AgentTasks;
import io.opsbus.invocation.link.Registration;
import io.opsbus.invocation.link.RegistrationOutcome;
import io.opsbus.rpc.micronaut.RunningService;
import io.opsbus.schemas.EventFamily;
import io.opsbus.schemas.EventNames;
import io.opsbus.schemas.Topics;
import io.opsbus.schemas.ecs.instance.ManagedInstanceAlert;
import io.opsbus.schemas.json.EventJson;
import io.opsbus.testkit.agent.SimulatedIdentity;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the people of an account must hear reaches the bus; a deregistration at one process is known at the other; an operator is asked. */
class ManagedInstanceAlertsIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String TOKEN = "an-operator-s-token-of-length";
    private static final String KEY = SimulatedIdentity.pem(SimulatedIdentity.freshKeys());

    private static Caller.Told activation(Caller caller) {
        caller.awaitReady();
        return await().atMost(SOON)
                .until(() -> caller.call("CreateActivation", Map.of()), answer -> answer.status() == 200);
    }

    private static InstanceId register(AgentTasks door, Caller.Told activation, String address) {
        var outcome = door.register(new Registration(
                new Registration.Activation(activation.text("ActivationId"), activation.text("ActivationCode")),
                new Registration.Machine("m", "cn-hangzhou", "", "h", address, "linux", "6.1", "2.2.3.578"),
                KEY,
                Map.of(),
                address));
        if (outcome instanceof RegistrationOutcome.Registered(InstanceId id)) {
            return id;
        }
        throw new AssertionError("not registered: " + outcome);
    }

    @Test
    void aNewNetworkIsAnEventRulesCanMatchAndWhoLeavesLeavesEverywhere() {
        Map<String, Object> settings = Surroundings.settings();
        try (RunningService one = Main.SERVICE.start(settings);
                RunningService other = Main.SERVICE.start(settings)) {
            var caller = new Caller(one.url());
            Caller.Told activation = activation(caller);
            AgentTasks door = one.context().getBean(AgentTasks.class);
            AgentTasks otherDoor = other.context().getBean(AgentTasks.class);
            InstanceId first = register(door, activation, "10.0.0.9");
            InstanceId second = register(otherDoor, activation, "10.9.0.9");
            ManagedInstanceAlert alert = BusReader.until(
                            Topics.MANAGED_INSTANCE_ALERT, second.text(), all -> !all.isEmpty())
                    .getFirst();
            assertThat(EventFamily.of(alert.getName())).contains(EventFamily.MANAGED_INSTANCE_ALERT);
            assertThat(EventNames.levels(alert)).containsExactly(alert.getLevel());
            assertThat(alert.getResourceId()).isEqualTo("acs:ecs:cn-hangzhou:" + Given.ALICE + ":instance/" + second);
            assertThat(alert.getContent().getNetwork()).isEqualTo("10.9.0.0/24");
            String json = new String(EventJson.write(alert), StandardCharsets.UTF_8);
            assertThat(EventJson.read(EventJson.write(alert))).isInstanceOf(EventJson.Valid.class);
            assertThat(json).doesNotContain(activation.text("ActivationCode"));

            otherDoor.deregister(first);
            assertThat(caller.call("DescribeManagedInstances", Map.of("InstanceId.1", first.text()))
                            .body())
                    .contains("\"TotalCount\":0");
            assertThat(door.key(first)).isPresent();
            // within the grace: it may be on its way out
            door.heard(first, AgentNews.heard("2.2.3.578", "linux"));
            assertThat(caller.call("DescribeManagedInstances", Map.of()).body())
                    .contains("\"TotalCount\":1", second.text());
        }
    }

    @Test
    void anOperatorApprovesOverHttp() throws Exception {
        Map<String, Object> settings = Surroundings.settings();
        settings.put("opsbus.invocation.approval", "true");
        settings.put("opsbus.operator-token", TOKEN);
        try (RunningService service = Main.SERVICE.start(settings);
                HttpClient client = HttpClient.newHttpClient()) {
            var caller = new Caller(service.url());
            Caller.Told activation = activation(caller);
            InstanceId id = register(service.context().getBean(AgentTasks.class), activation, "10.0.0.9");
            HttpRequest.Builder pending =
                    HttpRequest.newBuilder(URI.create(service.url()).resolve("/admin/agents/pending"));
            assertThat(client.send(pending.build(), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(401);
            pending.header("Authorization", "Bearer " + TOKEN);
            assertThat(client.send(pending.build(), BodyHandlers.ofString()).body())
                    .contains(id.text());
            ManagedInstanceAlert alert = BusReader.until(
                            Topics.MANAGED_INSTANCE_ALERT, id.text(), all -> !all.isEmpty())
                    .getFirst();
            assertThat(alert.getName()).isEqualTo("Instance:ManagedInstance:AwaitsApproval");
            assertThat(EventNames.levels(alert)).containsExactly(alert.getLevel());
            Map<String, String> named = Map.of("InstanceId.1", id.text());
            assertThat(caller.call("DescribeCloudAssistantStatus", named).text("Code"))
                    .isEqualTo("InvalidInstance.NotFound");
            var approve = HttpRequest.newBuilder(URI.create(service.url()).resolve("/admin/agents/" + id + "/approve"))
                    .header("Authorization", "Bearer " + TOKEN)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(""))
                    .build();
            assertThat(client.send(approve, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
            assertThat(caller.call("DescribeCloudAssistantStatus", named).status())
                    .isEqualTo(200);
            assertThat(client.send(pending.build(), BodyHandlers.ofString()).body())
                    .isEqualTo("{\"pending\":[]}");
        }
    }
}
