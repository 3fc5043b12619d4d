package io.opsbus.invocation.rpc;

import static io.opsbus.invocation.Given.LINUX;
import static io.opsbus.invocation.Given.STOPPED;
import static io.opsbus.invocation.Given.WINDOWS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.invocation.Given;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.fleet.FleetNews;
import io.opsbus.invocation.fleet.KnownInstance;
import io.opsbus.invocation.link.Kick;
import io.opsbus.invocation.link.ReportAnswer;
import io.opsbus.invocation.link.RunTask;
import io.opsbus.invocation.link.TaskList;
import io.opsbus.invocation.link.TaskReport;
import io.opsbus.invocation.link.TaskReport.Chunk;
import io.opsbus.invocation.link.TaskReport.Span;
import io.opsbus.invocation.work.InvocationFact;
import io.opsbus.invocation.work.InvocationLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Running commands, from the call to the result, as a client and an agent see it (guide 2.3.2 to 2.3.6, 2.4). */
class RunActionsTest {
    private final Service service = new Service();

    private static Chunk chunk(String text) {
        return new Chunk(text.getBytes(UTF_8));
    }

    private Span span() {
        Instant now = service.clock.instant();
        return new Span(now.minusSeconds(1), now);
    }

    /** The one task the agent is given. */
    private RunTask fetch() {
        TaskList list = service.agents.kicked(LINUX, Optional.empty());
        assertThat(list.run()).hasSize(1);
        return list.run().getFirst();
    }

    private ReportAnswer finish(RunTask task, long exitCode, String output) {
        return service.agents.report(LINUX, task.id(), new TaskReport.Finished(span(), exitCode, chunk(output), 0));
    }

    @Test
    void theWalkThroughOfTheGuide() {
        String id = service.invoke("Parameters", "{\"who\":\"123\"}");
        assertThat(service.kicks).hasSize(1).first().isInstanceOf(Kick.Run.class);
        assertThat(service.describe(id).get("InvokeStatus").asText()).isEqualTo("Running");
        assertThat(service.describe(id).get("InvocationStatus").asText()).isEqualTo("Pending");

        RunTask task = fetch();
        assertThat(new String(task.script().content(), UTF_8)).isEqualTo("echo 123");
        assertThat(task.script().type()).isEqualTo("RunShellScript");
        assertThat(task.place().workingDirectory()).isEqualTo("/root");
        assertThat(task.timing().repeat()).isEqualTo(RunTask.Repeat.ONCE);
        assertThat(finish(task, 0, "123\n")).isEqualTo(ReportAnswer.TAKEN);

        JsonNode result = service.result(id);
        assertThat(result.get("Output").asText()).isEqualTo("MTIzCg==");
        assertThat(result.get("InvokeRecordStatus").asText()).isEqualTo("Finished");
        assertThat(result.get("InvocationStatus").asText()).isEqualTo("Success");
        assertThat(result.get("ExitCode").asInt()).isZero();
        assertThat(service.result(id, "ContentEncoding", "PlainText")
                        .get("Output")
                        .asText())
                .isEqualTo("123\n");
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
    void anExitCodeThatIsNotZeroIsToldInBothVocabularies() {
        String id = service.invoke();
        finish(fetch(), 3, "");
        JsonNode result = service.result(id);
        assertThat(result.get("InvokeRecordStatus").asText()).isEqualTo("Finished");
        assertThat(result.get("InvocationStatus").asText()).isEqualTo("Failed");
        assertThat(result.get("ErrorCode").asText()).isEqualTo("ExitCodeNonzero");
        assertThat(result.get("ExitCode").asInt()).isEqualTo(3);
    }

    @Test
    void aTaskIsGivenOutUntilItIsHeardOf() {
        service.invoke();
        RunTask first = fetch();
        assertThat(fetch().id()).as("its answer may have been lost").isEqualTo(first.id());
        service.agents.report(LINUX, first.id(), new TaskReport.Running(service.clock.instant(), Chunk.NONE));
        assertThat(service.agents.kicked(LINUX, Optional.empty()).run()).isEmpty();
        assertThat(finish(first, 0, "")).isEqualTo(ReportAnswer.TAKEN);
        assertThat(finish(first, 0, "")).isEqualTo(ReportAnswer.REPEATED);
        assertThat(finish(first, 9, "")).isEqualTo(ReportAnswer.LATE);
    }

    @Test
    void anotherInstanceCannotReportIt() {
        String id = service.invoke();
        RunTask task = fetch();
        assertThat(service.agents.report(WINDOWS, task.id(), new TaskReport.Finished(span(), 0, chunk("false"), 0)))
                .isEqualTo(ReportAnswer.UNKNOWN);
        assertThat(service.result(id).get("InvocationStatus").asText()).isEqualTo("Running");
    }

    @Test
    void whatCannotRunIsRefusedAndNothingIsStarted() {
        assertThat(service.tryInvoke("CommandId", "c-nobody").code()).isEqualTo("InvalidCmdId.NotFound");
        assertThat(service.tryInvoke("InstanceId.2", "i-nobody").code()).isEqualTo("InvalidInstance.NotFound");
        assertThat(service.tryInvoke("InstanceId.2", WINDOWS.text()).code()).isEqualTo("InvalidInstance.NotMatch");
        Service.Told stopped = service.tryInvoke("InstanceId.2", STOPPED.text());
        assertThat(stopped.status()).isEqualTo(400);
        assertThat(stopped.code()).isEqualTo("InvalidInstanceStatus");
        assertThat(service.tryInvoke("Timed", "true").code()).isEqualTo("MissingParam.Frequency");
        assertThat(service.tryInvoke("Frequency", "* * *").code()).isEqualTo("InvalidParam.Frequency");
        assertThat(service.tryInvoke("Frequency", "rate(60s)").code())
                .as("not longer than a run")
                .isEqualTo("InvalidParam.Frequency");
        assertThat(service.tryInvoke("Parameters", "{\"other\":\"x\"}").code()).isEqualTo("Parameter.NotMatched");
        assertThat(service.tryInvoke("Parameters", "{\"who\":\"x\",\"WHO\":\"y\"}")
                        .code())
                .isEqualTo("ParameterKey.Duplicate");
        assertThat(service.tryInvoke("Parameters", "{\"" + "k".repeat(65) + "\":\"x\"}")
                        .code())
                .isEqualTo("ParameterKey.ExceedLimit");
        assertThat(service.tryInvoke("Parameters", "{\"who\":\"" + "x".repeat(18_432) + "\"}")
                        .code())
                .isEqualTo("CmdContent.ExceedLimit");
        assertThat(service.tryInvoke("Username", "u".repeat(256)).code()).isEqualTo("Username.ExceedLimit");
        assertThat(service.call(
                                "InvokeCommand",
                                "CommandId",
                                Given.command("").id().text())
                        .code())
                .isEqualTo("MissingParameter.InstanceIds");
        assertThat(service.call("DescribeInvocations").body().get("TotalCount").asInt())
                .isZero();
        assertThat(service.kicks).isEmpty();
    }

    @Test
    void aCallMayNameFiftyInstances() {
        List<String> parameters = new ArrayList<>();
        for (int n = 1; n <= 51; n++) {
            var id = new InstanceId("i-many%d".formatted(n));
            service.add(new KnownInstance(id, Given.ALICES, "n", "linux", true));
            parameters.addAll(List.of("InstanceId." + n, id.text()));
        }
        assertThat(service.tryInvoke(parameters.toArray(String[]::new)).code()).isEqualTo("InstanceIds.ExceedLimit");
        String id = service.invoke(parameters.subList(0, 100).toArray(String[]::new));
        assertThat(service.describe(id).get("InvokeInstances").get("InvokeInstance"))
                .hasSize(50);
    }

    @Test
    void theQuotaOfADayIsKeptAndBeginsAnewAtMidnight() {
        InvocationLimits usual = InvocationLimits.DEFAULT;
        var small = new Service(new InvocationLimits(
                50, 2, usual.contentBytes(), usual.unkeptBytes(), usual.longestTimeout(), usual.kept()));
        small.invoke();
        small.invoke();
        assertThat(small.tryInvoke().code()).isEqualTo("Invocation.ExceedQuota");
        small.clock.advance(Duration.ofHours(12));
        assertThat(small.tryInvoke().status()).isEqualTo(200);
    }

    @Test
    void whereNoAgentIsTheTaskIsAbortedAtOnce() {
        service.clock.advance(Duration.ofMinutes(10));
        JsonNode result = service.result(service.invoke());
        assertThat(result.get("InvocationStatus").asText()).isEqualTo("Aborted");
        assertThat(result.get("ErrorCode").asText()).isEqualTo("ClientNotRunning");
        assertThat(result.get("InvokeRecordStatus").asText()).isEqualTo("Failed");
        assertThat(service.kicks).isEmpty();
    }

    @Test
    void whatNobodyFetchesIsAborted() {
        String id = service.invoke();
        service.pass(Duration.ofSeconds(30));
        assertThat(service.result(id).get("InvocationStatus").asText()).isEqualTo("Pending");
        service.pass(Duration.ofSeconds(31));
        JsonNode result = service.result(id);
        assertThat(result.get("InvocationStatus").asText()).isEqualTo("Aborted");
        assertThat(result.get("ErrorCode").asText()).isEqualTo("ClientNotResponse");
    }

    @Test
    void whatIsNotFetchedIsKickedAgain() {
        service.invoke();
        service.pass(Duration.ofSeconds(5));
        assertThat(service.kicks).hasSize(2);
        service.pass(Duration.ofSeconds(15));
        assertThat(service.kicks).hasSize(3);
        String fetched = service.invoke();
        assertThat(service.agents.kicked(LINUX, Optional.empty()).run()).hasSize(2);
        service.pass(Duration.ofSeconds(20));
        assertThat(service.kicks).as(fetched).hasSize(4);
    }

    @Test
    void whatNeverEndsIsEndedByTheServer() {
        String id = service.invoke();
        RunTask task = fetch();
        service.agents.report(LINUX, task.id(), new TaskReport.Running(service.clock.instant(), chunk("a")));
        service.clock.advance(Duration.ofSeconds(119));
        service.beat();
        service.pass(Duration.ofSeconds(2));
        JsonNode result = service.result(id);
        assertThat(result.get("InvocationStatus").asText()).isEqualTo("Timeout");
        assertThat(result.get("ErrorCode").asText()).isEqualTo("ExecutionTimeout");
        assertThat(result.get("Output").asText()).as("what it wrote stays").isEqualTo("YQ==");
        assertThat(finish(task, 0, "late")).isEqualTo(ReportAnswer.LATE);
    }

    @Test
    void aLostAgentEndsItsTasks() {
        String id = service.invoke("Timeout", "3600");
        RunTask task = fetch();
        service.agents.report(LINUX, task.id(), new TaskReport.Running(service.clock.instant(), Chunk.NONE));
        service.pass(Duration.ofSeconds(181));
        JsonNode result = service.result(id);
        assertThat(result.get("InvocationStatus").asText()).isEqualTo("Error");
        assertThat(result.get("ErrorCode").asText()).isEqualTo("ExecutionInterrupted");
    }

    @Test
    void anInstanceThatIsSwitchedOffOrReleasedEndsItsTasks() {
        String first = service.invoke();
        service.fleetDesk.take(
                List.of(new FleetNews.Seen(new KnownInstance(LINUX, Given.ALICES, "n", "linux", false), false, 2)),
                service.clock.instant());
        assertThat(service.result(first).get("ErrorCode").asText()).isEqualTo("InstanceNotRunning");
        service.fleetDesk.take(List.of(new FleetNews.Seen(Given.instance(LINUX), false, 3)), service.clock.instant());
        String second = service.invoke();
        service.fleetDesk.take(List.of(new FleetNews.Gone(LINUX)), service.clock.instant());
        assertThat(service.result(second).get("ErrorCode").asText()).isEqualTo("InstanceReleased");
    }

    @Test
    void whatIsStoppedBeforeItIsGivenIsCancelled() {
        String id = service.invoke();
        assertThat(service.call("StopInvocation", "InvokeId", id).status()).isEqualTo(200);
        assertThat(service.result(id).get("InvocationStatus").asText()).isEqualTo("Cancelled");
        assertThat(service.describe(id).get("InvokeStatus").asText()).isEqualTo("Stopped");
        assertThat(service.agents.kicked(LINUX, Optional.empty())).isEqualTo(TaskList.EMPTY);
    }

    @Test
    void whatRunsIsStoppedByItsAgent() {
        String id = service.invoke();
        RunTask task = fetch();
        service.agents.report(LINUX, task.id(), new TaskReport.Running(service.clock.instant(), chunk("a")));
        service.call("StopInvocation", "InvokeId", id, "InstanceId.1", LINUX.text());
        assertThat(service.describe(id).get("InvocationStatus").asText()).isEqualTo("Stopping");
        assertThat(service.kicks.getLast()).isEqualTo(new Kick.Stop(LINUX, task.id()));
        assertThat(service.agents.kicked(LINUX, Optional.of(task.id())).stop())
                .extracting(TaskList.Stop::id)
                .containsExactly(task.id());
        service.agents.report(LINUX, task.id(), new TaskReport.Stopped(span(), -1, Chunk.NONE, 0, false));
        assertThat(service.result(id).get("InvocationStatus").asText()).isEqualTo("Terminated");
        assertThat(service.describe(id).get("InvokeStatus").asText()).isEqualTo("Stopped");
        assertThat(service.call("StopInvocation", "InvokeId", "t-nobody").code())
                .isEqualTo("InvalidInvokeId.NotFound");
    }

    @Test
    void aPeriodicCommandRunsAgainAndAgainAndIsKept() {
        String id = service.invoke("Frequency", "0 */10 * * * *", "Parameters", "{\"who\":\"x\"}");
        assertThat(service.facts).anyMatch(InvocationFact.Uses.class::isInstance);
        RunTask task = fetch();
        assertThat(task.timing().repeat()).isEqualTo(RunTask.Repeat.PERIOD);
        assertThat(task.timing().schedule()).isNotEmpty();
        assertThat(service.describe(id).get("InvocationStatus").asText()).isEqualTo("Scheduled");
        for (int run = 0; run < 2; run++) {
            service.pass(Duration.ofMinutes(10));
            service.beat();
            finish(task, run, "run " + run);
        }
        assertThat(service.describe(id).get("InvokeStatus").asText())
                .as("guide table 2-4")
                .isEqualTo("Running");
        assertThat(service.result(id).get("Repeats").asInt()).isEqualTo(2);
        JsonNode history = service.call("DescribeInvocationResults", "InvokeId", id, "IncludeHistory", "true")
                .body()
                .get("Invocation");
        assertThat(history.get("TotalCount").asInt()).isEqualTo(2);
        assertThat(history.get("InvocationResults")
                        .get("InvocationResult")
                        .get(0)
                        .get("ExitCode")
                        .asInt())
                .isEqualTo(1);
        assertThat(service.agents.startup(LINUX, false).run())
                .as("a new agent is told of it")
                .hasSize(1);

        service.call("StopInvocation", "InvokeId", id);
        service.agents.report(LINUX, task.id(), new TaskReport.Stopped(Span.NEVER, 0, Chunk.NONE, 0, false));
        assertThat(service.describe(id).get("InvokeStatus").asText()).isEqualTo("Stopped");
        assertThat(service.facts).anyMatch(InvocationFact.UseEnded.class::isInstance);
    }

    @Test
    void aRepeatedCommandCanBeChanged() {
        String id = service.invoke("Frequency", "0 */10 * * * *");
        RunTask before = fetch();
        Service.Told told = service.call(
                "ModifyInvocationAttribute", "InvokeId", id, "Frequency", "0 */20 * * * *", "CommandContent", "date");
        assertThat(told.text("CommandId")).isEqualTo(Given.command("").id().text());
        RunTask after = fetch();
        assertThat(after.version()).isGreaterThan(before.version());
        assertThat(new String(after.script().content(), UTF_8)).isEqualTo("date");
        String once = service.invoke();
        assertThat(service.call("ModifyInvocationAttribute", "InvokeId", once, "Frequency", "0 */20 * * * *")
                        .code())
                .isEqualTo("OperationDenied.InvocationStatus");
    }

    @Test
    void aCommandForTheNextBootWaitsForIt() {
        String id = service.invoke("RepeatMode", "NextRebootOnly");
        assertThat(service.kicks).isEmpty();
        assertThat(service.describe(id).get("InvocationStatus").asText()).isEqualTo("Scheduled");
        assertThat(service.agents.startup(LINUX, false).run()).isEmpty();
        assertThat(service.agents.startup(LINUX, true).run()).hasSize(1);
    }

    @Test
    void runCommandKeepsItsCommandOnlyWhenWanted() {
        Service.Told gone = service.call(
                "RunCommand", "Type", "RunShellScript", "CommandContent", "echo hi", "InstanceId.1", LINUX.text());
        assertThat(gone.status()).as(gone.body().toString()).isEqualTo(200);
        RunTask task = fetch();
        assertThat(new String(task.script().content(), UTF_8)).isEqualTo("echo hi");
        assertThat(task.script().timeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(service.tryInvoke("CommandId", gone.text("CommandId")).code())
                .isEqualTo("InvalidCmdId.NotFound");
        finish(task, 0, "");

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
    void aDryRunOnlyChecks() {
        assertThat(service.tryInvoke("RepeatMode", "DryRun").status()).isEqualTo(200);
        assertThat(service.tryInvoke("RepeatMode", "DryRun", "InstanceId.2", STOPPED.text())
                        .code())
                .isEqualTo("InvalidInstanceStatus");
        assertThat(service.call("DescribeInvocations").body().get("TotalCount").asInt())
                .isZero();
    }

    @Test
    void whatIsOverIsKeptForThirtyDays() {
        String id = service.invoke();
        finish(fetch(), 0, "");
        service.pass(Duration.ofSeconds(1));
        service.pass(Duration.ofDays(29));
        assertThat(service.describe(id).get("InvokeId").asText()).isEqualTo(id);
        service.pass(Duration.ofDays(1));
        assertThat(service.call("DescribeInvocations").body().get("TotalCount").asInt())
                .isZero();
    }

    @Test
    void theStatusOfAllIsToldOnceForEachChange() {
        service.invoke();
        finish(fetch(), 0, "");
        service.pass(Duration.ofSeconds(1));
        assertThat(service.facts)
                .filteredOn(InvocationFact.Status.class::isInstance)
                .extracting(fact -> ((InvocationFact.Status) fact).status().word())
                .containsExactly("Pending", "Running", "Success");
    }
}
