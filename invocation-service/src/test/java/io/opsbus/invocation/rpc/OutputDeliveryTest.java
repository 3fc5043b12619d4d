package io.opsbus.invocation.rpc;

import static io.opsbus.invocation.Given.ALICE;
import static io.opsbus.invocation.Given.BOB;
import static io.opsbus.invocation.Given.LINUX;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.invocation.delivery.Attempt;
import io.opsbus.invocation.delivery.Buckets;
import io.opsbus.invocation.delivery.Retrying;
import io.opsbus.invocation.link.RunTask;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code OssOutputDelivery} of InvokeCommand and RunCommand (API facts 2.1), and what is told of it. */
class OutputDeliveryTest {
    private static final String TO = "oss://logs/test/prefix";

    private final Service service = new Service(Buckets.of(List.of(ALICE.text() + ":logs", BOB.text() + ":his")));
    private final AgentOnLinux agent = new AgentOnLinux(service);

    private static String code(Service service, String destination) {
        return service.tryInvoke("OssOutputDelivery", destination).code();
    }

    /** The store makes this of what is due. */
    private void deliver(Attempt attempt) {
        var outputs = service.invocations.outputs();
        var now = service.clock.instant();
        var due = outputs.take(now, now.plusSeconds(60)).orElseThrow();
        outputs.note(due, Retrying.USUAL.verdict(due, attempt, now));
    }

    private static List<String> told(JsonNode of) {
        return List.of(
                of.get("OssOutputStatus").asText(),
                of.get("OssOutputUri").asText(),
                of.get("OssOutputErrorCode").asText());
    }

    private void assertTold(String id, String status, String uri, String code) {
        assertThat(told(service.result(id))).containsExactly(status, uri, code);
        assertThat(told(service.describe(id)
                        .get("InvokeInstances")
                        .get("InvokeInstance")
                        .get(0)))
                .containsExactly(status, uri, code);
    }

    @Test
    void withoutAnObjectStoreItIsRefusedAndItSaysWhatTheOperatorHasToSet() {
        var without = new Service();
        Service.Told told = without.tryInvoke("OssOutputDelivery", TO);
        assertThat(told.status()).isEqualTo(400);
        assertThat(told.code()).isEqualTo("OperationDenied.OssNotConfigured");
        assertThat(told.text("Message"))
                .contains("opsbus.invocation.oss.endpoint", ".access-key-id", ".access-key-secret", ".buckets");
        assertThat(code(without, "")).as("an empty one is none").isEqualTo("200");
        assertThat(without.call(
                                "RunCommand",
                                "Type",
                                "RunShellScript",
                                "CommandContent",
                                "date",
                                "RepeatMode",
                                "DryRun",
                                "OssOutputDelivery",
                                TO,
                                "InstanceId.1",
                                LINUX.text())
                        .code())
                .isEqualTo("OperationDenied.OssNotConfigured");
    }

    @Test
    void nothingIsDeliveredWhereTheOperatorDoesNotSay() {
        assertThat(code(service, TO)).isEqualTo("200");
        assertThat(code(service, "oss://his/test")).isEqualTo("OperationDenied.OssBucket");
        assertThat(code(service, "oss://logs/../his")).isEqualTo("InvalidParameter.OssOutputDelivery");
        assertThat(code(service, "https://logs/test")).isEqualTo("InvalidParameter.OssOutputDelivery");
    }

    @Test
    void howFarItHasComeIsTold() {
        String id = service.invoke("OssOutputDelivery", TO);
        RunTask task = agent.fetch();
        assertTold(id, "", "", "");
        agent.finish(task, 0, "123\n");
        assertTold(id, "InProgress", "", "");
        deliver(new Attempt.NotYet("SlowDown"));
        assertTold(id, "InProgress", "", "SlowDown");
        service.pass(Duration.ofSeconds(1));
        deliver(new Attempt.Stored());
        String object = TO + "/" + id + "/" + LINUX.text() + "/20261123T115959.000Z.txt";
        assertTold(id, "Finished", object, "");
        assertThat(service.describe(id).get("OssOutputDelivery").asText()).isEqualTo(TO);
        assertThat(service.result(id).get("OssOutputDelivery").asText()).isEqualTo(TO);
    }

    @Test
    void whatIsNotTakenHasFailedAndIsStillAmongTheResults() {
        String id = service.invoke("OssOutputDelivery", TO);
        agent.finish(agent.fetch(), 0, "123\n");
        deliver(new Attempt.Refused("NoSuchBucket"));
        assertTold(id, "Failed", "", "NoSuchBucket");
        assertThat(service.result(id).get("OssOutputErrorInfo").asText()).contains("still among the results");
        assertThat(service.result(id).get("Output").asText()).isEqualTo("MTIzCg==");
        assertThat(service.result(id).get("InvocationStatus").asText()).isEqualTo("Success");
    }

    @Test
    void eachRunOfARepeatedCommandIsToldByItself() {
        String id = service.invoke("OssOutputDelivery", TO, "Frequency", "0 */10 * * * *");
        RunTask task = agent.fetch();
        agent.finish(task, 0, "one");
        deliver(new Attempt.Stored());
        service.call("ModifyInvocationAttribute", "InvokeId", id, "CommandContent", "date");
        service.pass(Duration.ofMinutes(10));
        service.beat();
        agent.finish(agent.fetch(), 0, "two");
        JsonNode runs = service.call("DescribeInvocationResults", "InvokeId", id, "IncludeHistory", "true")
                .body()
                .get("Invocation")
                .get("InvocationResults")
                .get("InvocationResult");
        assertThat(runs).hasSize(2);
        assertThat(runs.get(0).get("OssOutputStatus").asText()).isEqualTo("InProgress");
        assertThat(runs.get(1).get("OssOutputStatus").asText()).isEqualTo("Finished");
        assertTold(id, "InProgress", "", "");
    }
}
