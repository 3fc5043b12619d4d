package io.opsbus.invocation.rpc;

import static io.opsbus.invocation.Given.LINUX;
import static io.opsbus.invocation.Given.WINDOWS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.invocation.Given;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.fleet.KnownInstance;
import io.opsbus.invocation.link.Kick;
import io.opsbus.invocation.link.ReportAnswer;
import io.opsbus.invocation.link.RunTask;
import io.opsbus.invocation.link.TaskReport;
import io.opsbus.invocation.link.TaskReport.Chunk;
import io.opsbus.invocation.work.InvocationFact;
import io.opsbus.invocation.work.InvocationLimits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Running commands, from the call to the result, as a client and an agent see it (guide 2.3.2 to 2.3.6, 2.4). */
class RunActionsTest {
    private final Service service = new Service();
    private final AgentOnLinux agent = new AgentOnLinux(service);

    private Service.Told invokeTagged(String value) {
        return service.call(
                "InvokeCommand",
                "CommandId",
                Given.command("").id().text(),
                "ResourceTag.1.Key",
                "env",
                "ResourceTag.1.Value",
                value);
    }

    @Test
    void whoHasTheTagsIsRunOn() {
        var limits = InvocationLimits.DEFAULT.instances();
        for (int n = 0; n <= limits; n++) {
            var id = new InstanceId("i-tagged%013d".formatted(n));
            service.add(new KnownInstance(id, Given.ALICES, "n", "linux", true), Map.of("env", n < limits ? "a" : "b"));
        }
        assertThat(invokeTagged("c").code()).isEqualTo("InvalidInstance.NotFound");
        assertThat(service.kicks).isEmpty();
        assertThat(invokeTagged("b").code()).isEqualTo("200");
        assertThat(service.kicks)
                .singleElement()
                .extracting(Kick::instance)
                .isEqualTo(new InstanceId("i-tagged%013d".formatted(limits)));
        service.kicks.clear();
        assertThat(invokeTagged("a").code()).isEqualTo("200");
        assertThat(service.kicks).hasSize(limits);
        assertThat(service.call(
                                "RunCommand",
                                "Type",
                                "RunShellScript",
                                "CommandContent",
                                "echo 123",
                                "ResourceTag.1.Key",
                                "env")
                        .code())
                .isEqualTo("InstanceIds.ExceedLimit");
    }

    @Test
    void theWalkThroughOfTheGuide() {
        String id = service.invoke("Parameters", "{\"who\":\"123\"}");
        assertThat(service.kicks).hasSize(1).first().isInstanceOf(Kick.Run.class);
        assertThat(service.describe(id).get("InvokeStatus").asText()).isEqualTo("Running");
        assertThat(service.describe(id).get("InvocationStatus").asText()).isEqualTo("Pending");

        RunTask task = agent.fetch();
        assertThat(new String(task.script().content(), UTF_8)).isEqualTo("echo 123");
        assertThat(task.script().type()).isEqualTo("RunShellScript");
        assertThat(task.place().workingDirectory()).isEqualTo("/root");
        assertThat(task.timing().repeat()).isEqualTo(RunTask.Repeat.ONCE);
        assertThat(agent.finish(task, 0, "123\n")).isEqualTo(ReportAnswer.TAKEN);

        JsonNode result = service.result(id);
        assertThat(result.get("Output").asText()).isEqualTo("MTIzCg==");
        assertThat(result.get("InvokeRecordStatus").asText()).isEqualTo("Finished");
        assertThat(result.get("InvocationStatus").asText()).isEqualTo("Success");
        assertThat(result.get("ExitCode").asInt()).isZero();
        assertThat(service.result(id, "ContentEncoding", "PlainText")
                        .get("Output")
                        .asText())
                .isEqualTo("123\n");
        assertThat(service.result(id, "ContentEncoding", "gzip").get("Output").asText())
                .as("as if none was sent")
                .isEqualTo("MTIzCg==");
        JsonNode invocation = service.describe(id);
        assertThat(invocation.get("InvokeStatus").asText()).isEqualTo("Finished");
        assertThat(invocation.get("InvocationStatus").asText()).isEqualTo("Success");
        assertThat(invocation.get("Parameters").asText()).isEqualTo("{\"who\":\"123\"}");
        assertThat(invocation
                        .get("InvokeInstances")
                        .get("InvokeInstance")
                        .get(0)
                        .get("InstanceInvokeStatus")
                        .asText())
                .isEqualTo("Finished");
    }

    @Test
    void anEncodingNobodyKnowsIsTheUsualOne() {
        String id = service.call(
                        "RunCommand",
                        "Type",
                        "RunShellScript",
                        "CommandContent",
                        "date",
                        "ContentEncoding",
                        "plaintext",
                        "Frequency",
                        "0 */10 * * * *",
                        "InstanceId.1",
                        LINUX.text())
                .text("InvokeId");
        assertThat(new String(agent.fetch().script().content(), UTF_8)).isEqualTo("date");
        assertThat(service.call("DescribeInvocations", "InvokeId", id, "ContentEncoding", "x")
                        .code())
                .isEqualTo("200");
        assertThat(service.call(
                                "ModifyInvocationAttribute",
                                "InvokeId",
                                id,
                                "CommandContent",
                                "who",
                                "ContentEncoding",
                                "x")
                        .code())
                .isEqualTo("200");
        assertThat(new String(agent.fetch().script().content(), UTF_8)).isEqualTo("who");
    }

    @Test
    void aLauncherIsWhatTheCatalogueTakes() {
        for (var one : Map.of(
                        "é".repeat(513),
                        "InvalidLauncher.LengthLimitExceeded",
                        "python3\n-u",
                        "InvalidParameter.Launcher",
                        "é".repeat(512),
                        "200")
                .entrySet()) {
            assertThat(service.tryInvoke("Launcher", one.getKey()).code()).isEqualTo(one.getValue());
            assertThat(service.call(
                                    "RunCommand",
                                    "Type",
                                    "RunShellScript",
                                    "CommandContent",
                                    "date",
                                    "Launcher",
                                    one.getKey(),
                                    "InstanceId.1",
                                    LINUX.text())
                            .code())
                    .isEqualTo(one.getValue());
        }
    }

    /** command-service asks so before it deletes the command (ADR 10). */
    @Test
    void whatIsRepeatedIsListedByItsCommandAtOnceAndAsWhatItIs() {
        for (String[] how : new String[][] {
            {"RepeatMode", "Period", "Frequency", "0 */10 * * * *"},
            {"RepeatMode", "EveryReboot"},
            {"RepeatMode", "NextRebootOnly"}
        }) {
            String id = service.invoke(how);
            JsonNode listed = service.call(
                            "DescribeInvocations",
                            "CommandId",
                            Given.command("").id().text(),
                            "RepeatMode",
                            how[1],
                            "PageSize",
                            "50")
                    .body()
                    .get("Invocations")
                    .get("Invocation");
            assertThat(listed).hasSize(1);
            assertThat(listed.get(0).get("InvokeId").asText()).isEqualTo(id);
            assertThat(listed.get(0).get("InvocationStatus").asText()).isIn("Pending", "Scheduled");
        }
    }

    @Test
    void anExitCodeThatIsNotZeroIsToldInBothVocabularies() {
        String id = service.invoke();
        agent.finish(agent.fetch(), 3, "");
        JsonNode result = service.result(id);
        assertThat(result.get("InvokeRecordStatus").asText()).isEqualTo("Finished");
        assertThat(result.get("InvocationStatus").asText()).isEqualTo("Failed");
        assertThat(result.get("ErrorCode").asText()).isEqualTo("ExitCodeNonzero");
        assertThat(result.get("ExitCode").asInt()).isEqualTo(3);
    }

    @Test
    void whoAsksForOneInstanceHearsOfThatAloneAndOfTheWholesStatus() {
        var other = new InstanceId("i-linux0000000000002");
        service.add(new KnownInstance(other, Given.ALICES, "other", "linux", true));
        String id = service.invoke("InstanceId.2", other.text());
        agent.finish(agent.fetch(), 0, "");
        for (String instance : List.of(LINUX.text(), other.text())) {
            JsonNode list = service.call("DescribeInvocations", "InvokeId", id, "InstanceId", instance)
                    .body()
                    .at("/Invocations/Invocation");
            assertThat(list).hasSize(1);
            assertThat(list.get(0).get("InvocationStatus").asText()).isEqualTo("Pending");
            assertThat(list.get(0).get("InvokeStatus").asText()).isEqualTo("Running");
            assertThat(list.get(0).at("/InvokeInstances/InvokeInstance"))
                    .singleElement()
                    .returns(instance, one -> one.get("InstanceId").asText());
        }
        assertThat(service.call("DescribeInvocations", "InstanceId", LINUX.text(), "InvokeStatus", "Finished")
                        .body()
                        .get("TotalCount")
                        .asInt())
                .as("what is found by a status is shown with it")
                .isZero();
    }

    @Test
    void aTaskIsGivenOutUntilItIsHeardOf() {
        service.invoke();
        RunTask first = agent.fetch();
        assertThat(agent.fetch().id()).as("its answer may have been lost").isEqualTo(first.id());
        service.agents.report(LINUX, first.id(), new TaskReport.Running(service.clock.instant(), Chunk.NONE));
        assertThat(service.agents.kicked(LINUX, Optional.empty()).run()).isEmpty();
        assertThat(agent.finish(first, 0, "")).isEqualTo(ReportAnswer.TAKEN);
        assertThat(agent.finish(first, 0, "")).isEqualTo(ReportAnswer.REPEATED);
        assertThat(agent.finish(first, 9, "")).isEqualTo(ReportAnswer.LATE);
    }

    @Test
    void anotherInstanceCannotReportIt() {
        String id = service.invoke();
        RunTask task = agent.fetch();
        assertThat(service.agents.report(
                        WINDOWS, task.id(), new TaskReport.Finished(agent.span(), 0, AgentOnLinux.chunk("false"), 0)))
                .isEqualTo(ReportAnswer.UNKNOWN);
        assertThat(service.result(id).get("InvocationStatus").asText()).isEqualTo("Running");
    }

    @Test
    void runCommandKeepsItsCommandOnlyWhenWanted() {
        Service.Told gone = service.call(
                "RunCommand", "Type", "RunShellScript", "CommandContent", "echo hi", "InstanceId.1", LINUX.text());
        assertThat(gone.status()).as(gone.body().toString()).isEqualTo(200);
        RunTask task = agent.fetch();
        assertThat(new String(task.script().content(), UTF_8)).isEqualTo("echo hi");
        assertThat(task.script().timeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(service.tryInvoke("CommandId", gone.text("CommandId")).code())
                .isEqualTo("InvalidCmdId.NotFound");
        agent.finish(task, 0, "");

        Service.Told kept = service.call(
                "RunCommand",
                "Type",
                "RunShellScript",
                "CommandContent",
                "echo hi",
                "KeepCommand",
                "true",
                "InstanceId.1",
                LINUX.text());
        assertThat(service.tryInvoke("CommandId", kept.text("CommandId")).status())
                .isEqualTo(200);
    }

    @Test
    void whatEndsAtATimeOutIsSaidAndReachesTheAgent() {
        String usual = service.invoke();
        assertThat(service.describe(usual).get("TerminationMode").asText()).isEqualTo("ProcessTree");
        RunTask task = agent.fetch();
        assertThat(task.script().alone()).isFalse();
        agent.finish(task, 0, "");
        String alone = service.invoke("TerminationMode", "Process");
        assertThat(service.result(alone).get("TerminationMode").asText()).isEqualTo("Process");
        assertThat(agent.fetch().script().alone()).isTrue();
    }

    @Test
    void theStatusOfAllIsToldOnceForEachChange() {
        service.invoke();
        agent.finish(agent.fetch(), 0, "");
        service.pass(Duration.ofSeconds(1));
        assertThat(service.facts)
                .filteredOn(InvocationFact.Status.class::isInstance)
                .extracting(fact -> ((InvocationFact.Status) fact).status().word())
                .containsExactly("Pending", "Running", "Success");
    }
}
