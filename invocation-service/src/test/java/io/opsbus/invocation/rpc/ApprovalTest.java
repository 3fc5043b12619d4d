package io.opsbus.invocation.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.fleet.FleetAlert;
import io.opsbus.invocation.fleet.ManagedInstance;
import io.opsbus.invocation.fleet.ManagedInstance.Farewell;
import io.opsbus.invocation.link.AgentNews;
import io.opsbus.invocation.link.Registration;
import io.opsbus.invocation.link.RegistrationOutcome;
import io.opsbus.rpc.http.HttpCall;
import io.opsbus.rpc.http.HttpReply;
import io.opsbus.rpc.identity.OperatorToken;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Threat 3: where an operator wants to be asked, a code alone gives nobody a command. */
class ApprovalTest {
    private static final String TOKEN = "an-operator-s-token-of-length";

    private final Service service = new Service(new ManagedInstance.Rules(Farewell.DEFAULT, false));
    private final ApprovalDoor door = new ApprovalDoor(new OperatorToken(TOKEN), service.managed);
    private final InstanceId id = registered();

    private InstanceId registered() {
        Service.Told activation = service.call("CreateActivation", "InstanceName", "web");
        var outcome = service.agents.register(new Registration(
                new Registration.Activation(activation.text("ActivationId"), activation.text("ActivationCode")),
                new Registration.Machine("m", "cn-hangzhou", "", "h\u001b]52;", "10.0.0.9", "linux", "L", "1"),
                Keys.PUBLIC_PEM,
                Map.of(),
                "10.0.0.9"));
        if (outcome instanceof RegistrationOutcome.Registered(InstanceId registered)) {
            service.agents.connected(registered, new AgentNews("2.2.3.578", "linux", "socket"));
            return registered;
        }
        throw new AssertionError(outcome);
    }

    private HttpReply ask(String method, String path, String token) {
        return door.answer(
                new HttpCall(method, path, "", Map.of("authorization", "Bearer " + token), new byte[0], "127.0.0.1"));
    }

    private HttpReply approve() {
        return ask("POST", "/admin/agents/" + id + "/approve", TOKEN);
    }

    private String pending() {
        return ask("GET", "/admin/agents/pending", TOKEN).bodyText();
    }

    private JsonNode told() {
        return service.call("DescribeManagedInstances").body().get("Instances").get(0);
    }

    private String invoke() {
        return service.tryInvoke("InstanceId.1", id.text()).code();
    }

    @Test
    void whoRegistersIsBelievedAndListedButTakesNoCommandUntilItIsApproved() {
        assertThat(service.agents.key(id)).isPresent();
        assertThat(told().get("Connected").asBoolean()).isFalse();
        assertThat(service.call("DescribeManagedInstances", "Connected", "true")
                        .body()
                        .get("Instances"))
                .isEmpty();
        assertThat(invoke()).isEqualTo("InvalidInstance.NotFound");
        assertThat(service.agents.guest(id)).isEmpty();
        assertThat(pending())
                .isEqualTo("{\"pending\":[{\"instanceId\":\"" + id + "\",\"accountId\":\"1600000000000001\","
                        + "\"regionId\":\"cn-hangzhou\",\"activationId\":\""
                        + told().get("ActivationId").asText() + "\",\"address\":\"10.0.0.9\",\"name\":\"web-001\","
                        + "\"hostname\":\"h\\u001b]52;\",\"registered\":\"2026-11-23T12:00:00Z\"}]}");

        for (int again = 0; again < 2; again++) {
            assertThat(approve().status()).isEqualTo(200);
            assertThat(pending()).isEqualTo("{\"pending\":[]}");
            assertThat(told().get("Connected").asBoolean()).isTrue();
        }
        assertThat(invoke()).isEqualTo("200");
        assertThat(service.agents.startup(id, true).run()).hasSize(1);
    }

    @Test
    void itsPeopleAreToldThatItAwaits() {
        assertThat(service.alerts)
                .singleElement()
                .isInstanceOfSatisfying(
                        FleetAlert.AwaitsApproval.class,
                        alert -> assertThat(alert.instance().id()).isEqualTo(id));
    }

    @Test
    void leavingAndComingBackIsNoApproval() {
        service.alerts.clear();
        service.agents.deregister(id);
        assertThat(pending()).isEqualTo("{\"pending\":[]}");
        assertThat(approve().status()).isEqualTo(404);
        service.pass(Duration.ofMinutes(11));
        service.agents.heard(id, AgentNews.heard("2.2.3.578", "linux"));
        assertThat(service.alerts).hasSize(1);
        assertThat(pending()).contains(id.text());
        assertThat(invoke()).isEqualTo("InvalidInstance.NotFound");
    }

    @Test
    void itsOwnerMayRefuseIt() {
        assertThat(service.call("DeregisterManagedInstance", "InstanceId", id.text())
                        .status())
                .isEqualTo(200);
        assertThat(pending()).isEqualTo("{\"pending\":[]}");
        assertThat(approve().status()).isEqualTo(404);
        assertThat(service.agents.key(id)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /admin/agents/mi-nobody/approve, 404, NoSuchInstance",
        "POST, /admin/agents/no%20id/approve, 404, NotFound",
        "POST, /admin/agents/approve, 404, NotFound",
        "POST, /admin/agents/pending, 404, NotFound",
        "GET, /admin/agents/mi-nobody/approve, 404, NotFound",
    })
    void whatIsNotThereIsRefused(String method, String path, int status, String code) {
        HttpReply reply = ask(method, path, TOKEN);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.bodyText()).contains("\"code\":\"" + code + "\"");
    }

    @Test
    void whoDoesNotShowTheTokenIsNotHeard() {
        for (String path : new String[] {"/admin/agents/pending", "/admin/agents/" + id + "/approve"}) {
            HttpReply reply = ask(path.endsWith("approve") ? "POST" : "GET", path, "a-guess-of-about-that-length");
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.bodyText()).doesNotContain(id.text());
        }
        assertThat(pending()).contains(id.text());
    }
}
