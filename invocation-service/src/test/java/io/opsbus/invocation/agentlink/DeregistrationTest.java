package io.opsbus.invocation.agentlink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.agentlink.limit.Allowances;
import io.opsbus.invocation.fleet.FleetAlert;
import io.opsbus.invocation.rpc.Service;
import io.opsbus.rpc.http.HttpCall;
import io.opsbus.rpc.http.HttpReply;
import io.opsbus.rpc.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Threat 2: a signature covers neither method nor path, so whoever suppresses the first use of a request of an agent can spend it on
 * its deregistration. The real desks behind the door, on a clock that is set.
 */
class DeregistrationTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String DEREGISTER = "instance/deregister";
    private static final KeyPair KEYS = Signer.keys(2048);

    private final Service service = new Service();
    private final AgentDoor door = new Doors(service.agents, service.clock, Allowances.Limits.USUAL, null).open();
    private Signer agent;

    @BeforeEach
    void register() {
        Service.Told activation = service.call("CreateActivation", "InstanceName", "web");
        String pem = Base64.getEncoder().encodeToString(Signer.pem(KEYS).getBytes(StandardCharsets.US_ASCII));
        HttpReply reply = call(
                "instance/register",
                "",
                Map.of(),
                "{\"activationCode\":\"" + activation.text("ActivationCode") + "\",\"activationId\":\""
                        + activation.text("ActivationId")
                        + "\",\"machineId\":\"m\",\"regionId\":\"r\",\"instanceName\":\"n\",\"hostname\":\"h\",\"intranetIp\":\"\","
                        + "\"osVersion\":\"v\",\"osType\":\"linux\",\"agentVersion\":\"2.2.3.578\",\"publicKey\":\""
                        + pem
                        + "\",\"tag\":[]}");
        assertThat(reply.status()).isEqualTo(200);
        agent = new Signer(listed().get(0).get("InstanceId").asText(), "m", KEYS);
        assertThat(heartbeat()).isEqualTo(200);
    }

    private HttpReply call(String path, String query, Map<String, String> headers, String body) {
        return door.answer(new HttpCall(
                "POST", "/luban/api/" + path, query, headers, body.getBytes(StandardCharsets.UTF_8), "10.0.0.9"));
    }

    private Map<String, String> signed() {
        return agent.headers(service.clock.instant());
    }

    private int heartbeat() {
        return call("heart-beat", "", signed(), "").status();
    }

    /** The agent beats once a minute, as it always does. */
    private void beating(int minutes) {
        for (int minute = 0; minute < minutes; minute++) {
            service.pass(MINUTE);
            assertThat(heartbeat()).isEqualTo(200);
        }
    }

    private JsonNode listed() {
        return service.call("DescribeManagedInstances").body().get("Instances");
    }

    private String invoke() {
        return service.tryInvoke("InstanceId.1", agent.instance().text()).code();
    }

    private Map<String, String> transplanted() {
        // what the agent made for its heartbeat, which never came
        Map<String, String> stolen = signed();
        assertThat(call(DEREGISTER, "", stolen, "").bodyText()).isEqualTo("{\"code\":200}");
        return stolen;
    }

    @Test
    void aRequestSpentOnADeregistrationCostsMinutesAndIsTold() {
        String running = service.invoke("InstanceId.1", agent.instance().text());
        String task =
                taskOf(call("v1/task/list", "reason=kickoff", signed(), "").bodyText());
        Instant when = service.clock.instant();
        Map<String, String> stolen = transplanted();
        assertThat(call(DEREGISTER, "", stolen, "").status()).as("spent").isEqualTo(401);

        assertThat(listed()).isEmpty();
        assertThat(invoke()).isEqualTo("InvalidInstance.NotFound");
        beating(1);
        // the key is good, and what runs goes on
        String finish = "taskId=" + task + "&invokeVersion=0&start=1&end=2&exitCode=0";
        assertThat(call("v1/task/finish", finish, signed(), "123\n").status()).isEqualTo(200);
        assertThat(service.result(running).get("InvocationStatus").asText()).isEqualTo("Success");
        beating(9);
        assertThat(listed()).isEmpty();
        assertThat(service.alerts).isEmpty();
        beating(1);
        assertThat(listed()).hasSize(1);
        assertThat(invoke()).isEqualTo("200");
        assertThat(service.alerts)
                .singleElement()
                .isInstanceOfSatisfying(FleetAlert.DeregistrationWithdrawn.class, alert -> {
                    assertThat(alert.instance().id()).isEqualTo(agent.instance());
                    assertThat(alert.since()).isEqualTo(when);
                });
        service.pass(Duration.ofDays(2));
        assertThat(listed()).as("its time was not up, it was withdrawn").hasSize(1);
    }

    private static String taskOf(String list) {
        int begin = list.indexOf("\"taskID\":\"") + 10;
        return list.substring(begin, list.indexOf('"', begin));
    }

    @Test
    void whatWasOwedToItIsStillGivenToIt() {
        service.invoke("InstanceId.1", agent.instance().text(), "Frequency", "0 */10 * * * *");
        transplanted();
        // the agent is restarted meanwhile and asks for everything
        assertThat(call("v1/task/list", "reason=startup&cold_start=false", signed(), "")
                        .bodyText())
                .contains("\"taskID\":");
    }

    @Test
    void anAgentThatLeavesIsGoneAfterADayAndItsKeyRefused() {
        String periodic = service.invoke("InstanceId.1", agent.instance().text(), "Frequency", "0 */10 * * * *");
        assertThat(call("v1/task/list", "reason=startup", signed(), "").bodyText())
                .contains("\"taskID\":");
        assertThat(call(DEREGISTER, "", signed(), "").status()).isEqualTo(200);
        // the service beats a last time before it is restarted without its files, and the deregistration is sent again
        service.pass(MINUTE);
        assertThat(heartbeat()).isEqualTo(200);
        assertThat(call(DEREGISTER, "", signed(), "").status()).isEqualTo(200);

        service.pass(Duration.ofHours(24).minus(MINUTE).minusMillis(1));
        assertThat(listed()).isEmpty();
        assertThat(service.agents.key(agent.instance())).isPresent();
        assertThat(service.result(periodic).path("ErrorCode").asText()).isEmpty();
        service.pass(Duration.ofMillis(1));
        assertThat(heartbeat()).isEqualTo(403);
        assertThat(call(DEREGISTER, "", signed(), "").status()).isEqualTo(401);
        assertThat(service.result(periodic).get("ErrorCode").asText()).isEqualTo("InstanceNotExists");
        assertThat(listed()).isEmpty();
        assertThat(service.alerts).isEmpty();
    }

    /** A request that was held back when the agent left, whatever its clock said, takes nothing back. */
    @Test
    void aRequestThatWasHeldBackTakesNoDeregistrationBack() {
        Map<String, String> held = agent.headers(service.clock.instant().plus(Proof.SKEW));
        assertThat(call(DEREGISTER, "", signed(), "").status()).isEqualTo(200);
        Map<String, String> other = agent.headers(service.clock.instant().plus(Proof.SKEW));
        service.pass(Proof.SKEW.multipliedBy(2));
        assertThat(call("heart-beat", "", held, "").status()).isEqualTo(200);
        assertThat(listed()).isEmpty();
        service.pass(Duration.ofMillis(1));
        assertThat(call("heart-beat", "", other, "").status()).isEqualTo(401);
        assertThat(listed()).isEmpty();
        assertThat(service.alerts).isEmpty();
    }

    @Test
    void itsOwnerEndsAtOnceWhatIsLeaving() {
        transplanted();
        InstanceId id = agent.instance();
        assertThat(service.call("DeregisterManagedInstance", "InstanceId", id.text())
                        .status())
                .isEqualTo(200);
        assertThat(heartbeat()).isEqualTo(403);
        // told to leave it asks to, and keeps its registration if JSON says anything but 200
        HttpReply late = call(DEREGISTER, "", signed(), "");
        assertThat(late.status()).isEqualTo(401);
        assertThat(late.contentType()).startsWith("text/plain");
        assertThat(JsonReader.read(late.bodyText())).isEmpty();
        assertThat(service.call("DeregisterManagedInstance", "InstanceId", id.text())
                        .code())
                .isEqualTo("InvalidInstanceId.NotFound");
    }

    /** Official agents of 2.2.3.941 and newer look for these words behind this status, forget their registration and end. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "heart-beat",
                "v1/task/list",
                "v1/task/finish",
                "v1/task/running",
                "metrics",
                "v1/update/parcel",
                "v1/plugin/list",
                "nothing-there"
            })
    void whoWasDeregisteredWhileItWasAwayIsToldAndGainsNothing(String path) {
        String owed = service.invoke("InstanceId.1", agent.instance().text());
        service.call("DeregisterManagedInstance", "InstanceId", agent.instance().text());
        JsonNode before = service.result(owed);
        // whatever its clock says, and however often it asks
        for (Duration off : List.of(Duration.ZERO, Duration.ZERO, Duration.ofHours(1))) {
            HttpReply told = call(
                    path,
                    "taskId=t-1&reason=startup",
                    agent.headers(service.clock.instant().plus(off)),
                    "");
            assertThat(told.status()).isEqualTo(403);
            assertThat(told.bodyText()).isEqualTo("{\"code\":403,\"errMsg\":\"instance_deregistered\"}");
            assertThat(Answers.isForTheUnwelcome(told)).isTrue();
        }
        assertThat(listed()).isEmpty();
        assertThat(service.result(owed)).isEqualTo(before);
    }

    @Test
    void nobodyElseLearnsThatItWasDeregistered() {
        service.call("DeregisterManagedInstance", "InstanceId", agent.instance().text());
        var forger = new Signer(agent.instance().text(), "m");
        assertThat(call("heart-beat", "", forger.headers(service.clock.instant()), "")
                        .status())
                .isEqualTo(401);
        assertThat(call(
                                "heart-beat",
                                "",
                                Map.of("x-acs-instance-id", agent.instance().text()),
                                "")
                        .status())
                .isEqualTo(401);
        // nor does an agent nobody here ever had lose a registration it may have elsewhere
        var stranger = new Signer("mi-000000000000000009", "m");
        assertThat(call("heart-beat", "", stranger.headers(service.clock.instant()), "")
                        .status())
                .isEqualTo(401);
    }
}
