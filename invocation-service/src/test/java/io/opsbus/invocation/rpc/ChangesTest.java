package io.opsbus.invocation.rpc;

import static io.opsbus.invocation.Given.ALICES;
import static io.opsbus.invocation.Given.LINUX;
import static io.opsbus.invocation.Given.STOPPED;
import static io.opsbus.invocation.Given.WINDOWS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.fleet.KnownInstance;
import io.opsbus.invocation.link.AgentNews;
import io.opsbus.invocation.link.Kick;
import io.opsbus.invocation.link.ReportAnswer;
import io.opsbus.invocation.link.RunTask;
import io.opsbus.invocation.link.TaskReport;
import io.opsbus.invocation.link.TaskReport.Chunk;
import io.opsbus.invocation.link.TaskReport.Span;
import io.opsbus.invocation.work.InvocationLimits;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Changing what a repeated command does, when, and where (API facts 2.1, ModifyInvocationAttribute). */
class ChangesTest {
    private static final InstanceId OTHER = new InstanceId("i-linux0000000000002");

    private final Service service = new Service();
    private final AgentOnLinux agent = new AgentOnLinux(service);

    private String code(String invocation, String... more) {
        String[] all = new String[more.length + 2];
        all[0] = "InvokeId";
        all[1] = invocation;
        System.arraycopy(more, 0, all, 2, more.length);
        return service.call("ModifyInvocationAttribute", all).code();
    }

    @Test
    void instancesAreAddedAndAllDoTheSame() {
        service.add(new KnownInstance(OTHER, ALICES, "other", "linux", true));
        String id = service.invoke("Frequency", "0 */10 * * * *");
        RunTask before = agent.fetch();
        service.kicks.clear();
        assertThat(code(id, "InstanceId.1", OTHER.text(), "InstanceId.2", LINUX.text(), "CommandContent", "date"))
                .isEqualTo("200");
        assertThat(service.kicks).extracting(Kick::instance).containsExactly(LINUX, OTHER);

        RunTask after = agent.fetch();
        assertThat(after.id()).isEqualTo(before.id());
        RunTask added = service.agents.kicked(OTHER, Optional.empty()).run().getFirst();
        assertThat(new String(added.script().content(), UTF_8)).isEqualTo("date");
        assertThat(new String(after.script().content(), UTF_8)).isEqualTo("date");
        assertThat(service.describe(id).get("InvocationStatus").asText()).isEqualTo("Scheduled");
        assertThat(total(id)).isEqualTo(2);
    }

    private int total(String id) {
        return service.call("DescribeInvocationResults", "InvokeId", id)
                .body()
                .get("Invocation")
                .get("TotalCount")
                .asInt();
    }

    @Test
    void anAddedInstanceHasAMinuteToFetchIt() {
        service.add(new KnownInstance(OTHER, ALICES, "other", "linux", true));
        String id = service.invoke("Frequency", "0 */10 * * * *");
        agent.fetch();
        service.pass(Duration.ofSeconds(100));
        assertThat(code(id, "InstanceId.1", OTHER.text())).isEqualTo("200");
        service.kicks.clear();
        service.pass(Duration.ofSeconds(5));
        assertThat(service.kicks)
                .as("and the one that has told of no run of it")
                .extracting(Kick::instance)
                .containsExactly(LINUX, OTHER);
        service.pass(Duration.ofSeconds(56));
        JsonNode result = service.call("DescribeInvocationResults", "InvokeId", id, "InstanceId", OTHER.text())
                .body()
                .get("Invocation")
                .get("InvocationResults")
                .get("InvocationResult")
                .get(0);
        assertThat(result.get("InvocationStatus").asText()).isEqualTo("Aborted");
    }

    @Test
    void ofTwoChangesAtOnceNoneIsLost() {
        String id = service.invoke("Frequency", "0 */10 * * * *");
        agent.fetch();
        service.whileLooking =
                () -> assertThat(code(id, "CommandContent", "date")).isEqualTo("200");
        assertThat(code(id, "Frequency", "0 */20 * * * *")).isEqualTo("200");
        RunTask now = agent.fetch();
        assertThat(new String(now.script().content(), UTF_8)).isEqualTo("date");
        assertThat(now.timing().schedule()).isEqualTo("0 0,20,40 * * * ?");
    }

    @Test
    void anInstanceThatTwoCallsAddAtOnceIsAddedOnceAndDoesWhatBothSay() {
        service.add(new KnownInstance(OTHER, ALICES, "other", "linux", true));
        String id = service.invoke("Frequency", "0 */10 * * * *");
        service.whileLooking =
                () -> assertThat(code(id, "InstanceId.1", OTHER.text())).isEqualTo("200");
        assertThat(code(id, "InstanceId.1", OTHER.text(), "CommandContent", "date"))
                .isEqualTo("200");
        assertThat(total(id)).isEqualTo(2);
        assertThat(service.agents.kicked(OTHER, Optional.empty()).run())
                .extracting(task -> new String(task.script().content(), UTF_8))
                .containsExactly("date");
    }

    @Test
    void twoCallsAtOnceAddNoMoreInstancesThanOne() {
        var limits = InvocationLimits.DEFAULT;
        var narrow = new Service(new InvocationLimits(
                2,
                limits.daily(),
                limits.contentBytes(),
                limits.unkeptBytes(),
                limits.timeouts(),
                limits.kept(),
                false));
        var third = new InstanceId("i-linux0000000000003");
        narrow.add(new KnownInstance(OTHER, ALICES, "other", "linux", true));
        narrow.add(new KnownInstance(third, ALICES, "third", "linux", true));
        String id = narrow.invoke("Frequency", "0 */10 * * * *");
        narrow.whileLooking =
                () -> assertThat(narrow.call("ModifyInvocationAttribute", "InvokeId", id, "InstanceId.1", OTHER.text())
                                .code())
                        .isEqualTo("200");
        Service.Told refused = narrow.call("ModifyInvocationAttribute", "InvokeId", id, "InstanceId.1", third.text());
        assertThat(refused.code()).isEqualTo("InstanceIds.ExceedLimit");
        assertThat(refused.text("Message"))
                .as("it names one")
                .isEqualTo("An invocation has 2 instances at most, with those that are added to it.");
    }

    private String script() {
        return new String(agent.fetch().script().content(), UTF_8);
    }

    @Test
    void aScriptThatHasNoParametersAnyMoreTakesTheirValuesAway() {
        String id = service.invoke("Frequency", "0 */10 * * * *", "Parameters", "{\"who\":\"me\"}");
        assertThat(script()).isEqualTo("echo me");
        assertThat(code(id, "CommandContent", "echo {{WHO}} {{when}}")).isEqualTo("200");
        assertThat(script()).as("names differ in no case").isEqualTo("echo me ");
        assertThat(code(id, "CommandContent", "date")).isEqualTo("200");
        assertThat(script()).isEqualTo("date");
        assertThat(code(id, "CommandContent", "echo {{who}}")).isEqualTo("200");
        assertThat(script()).as("it had none any more").isEqualTo("echo ");
    }

    @Test
    void noValuesAreAnotherThingThanValuesThatAreNotSent() {
        String id = service.invoke("Frequency", "0 */10 * * * *", "Parameters", "{\"who\":\"me\"}");
        assertThat(code(id, "Frequency", "0 */20 * * * *")).isEqualTo("200");
        assertThat(script()).isEqualTo("echo me");
        assertThat(code(id, "Parameters", "{}")).isEqualTo("200");
        assertThat(script()).isEqualTo("echo ");
        assertThat(code(id, "Parameters", "{\"who\":\"you\"}")).isEqualTo("200");
        assertThat(code(id, "EnableParameter", "false")).isEqualTo("200");
        assertThat(script()).isEqualTo("echo {{who}}");
        assertThat(code(id, "Parameters", "{\"who\":\"you\"}")).isEqualTo("Parameter.Disabled");
    }

    @Test
    void anAgentThatIsTooOldForItsNewTimetableIsNotGivenItAndEndsTheOldOne() {
        service.fleet.connected(LINUX, new AgentNews("2.2.3.100", "linux", "c-1"), service.clock.instant());
        service.add(new KnownInstance(OTHER, ALICES, "other", "linux", true));
        String id = service.invoke("Frequency", "0 */10 * * * *", "InstanceId.2", OTHER.text());
        RunTask old = agent.fetch();
        service.kicks.clear();
        assertThat(code(id, "Frequency", "rate(10m)")).isEqualTo("200");
        JsonNode result = service.call("DescribeInvocationResults", "InvokeId", id, "InstanceId", LINUX.text())
                .body()
                .get("Invocation")
                .get("InvocationResults")
                .get("InvocationResult")
                .get(0);
        assertThat(result.get("InvocationStatus").asText()).isEqualTo("Aborted");
        assertThat(result.get("ErrorCode").asText()).isEqualTo("ClientNeedUpgrade");
        assertThat(service.kicks)
                .containsExactlyInAnyOrder(
                        new Kick.Stop(LINUX, old.id()),
                        new Kick.Run(
                                OTHER,
                                service.agents
                                        .kicked(OTHER, Optional.empty())
                                        .run()
                                        .getFirst()
                                        .id()));
        var list = service.agents.kicked(LINUX, Optional.empty());
        assertThat(list.run()).isEmpty();
        assertThat(list.stop()).extracting(stop -> stop.id()).containsExactly(old.id());
        assertThat(service.describe(id).get("InvocationStatus").asText()).isEqualTo("Scheduled");
    }

    @Test
    void whereItCannotRunItIsNotAddedAndNothingIsChanged() {
        String id = service.invoke("Frequency", "0 */10 * * * *");
        agent.fetch();
        for (InstanceId no : new InstanceId[] {OTHER, STOPPED, WINDOWS}) {
            assertThat(code(id, "InstanceId.1", no.text(), "CommandContent", "date"))
                    .as(no.text())
                    .isIn("InvalidInstance.NotFound", "InvalidInstanceStatus", "InvalidInstance.NotMatch");
        }
        assertThat(service.agents.kicked(LINUX, Optional.empty()).run())
                .as("as it was")
                .allMatch(task -> task.version() == 0);
        assertThat(total(id)).isEqualTo(1);
    }

    @Test
    void withItsValuesTheScriptMayNotBeTooLong() {
        String id = service.invoke("Frequency", "0 */10 * * * *");
        assertThat(code(id, "Parameters", "{\"who\":\"" + "x".repeat(14_000) + "\"}"))
                .isEqualTo("CmdContent.ExceedLimit");
        assertThat(code(id, "Parameters", "{\"who\":\"" + "x".repeat(13_000) + "\"}"))
                .isEqualTo("200");
    }

    @Test
    void aNameOfAnInstanceThatCannotBePassedSafelyIsRefusedHereToo() {
        String id = service.call(
                        "RunCommand",
                        "Type",
                        "RunShellScript",
                        "CommandContent",
                        "echo {{ACS::InstanceName}}",
                        "EnableParameter",
                        "true",
                        "ParameterRules",
                        "{\"Mode\":\"Safe\"}",
                        "Frequency",
                        "0 */10 * * * *",
                        "InstanceId.1",
                        LINUX.text())
                .text("InvokeId");
        assertThat(code(id, "CommandContent", "#!/usr/bin/python3\nprint('{{ACS::InstanceName}}')"))
                .isEqualTo("InvalidParameter.ValueNotAllowed");
    }

    @Test
    void aTimetableThatBecomesOneMomentEndsWithItAlsoWhenItsAgentSaysNothing() {
        String id = service.invoke("Frequency", "0 */10 * * * *");
        agent.fetch();
        assertThat(code(id, "Frequency", "at(2026-11-23 13:00:00)")).isEqualTo("200");
        assertThat(agent.fetch().timing().repeat()).isEqualTo(RunTask.Repeat.AT);
        service.pass(Duration.ofMinutes(61));
        assertThat(service.result(id).get("InvocationStatus").asText()).isEqualTo("Scheduled");
        service.pass(Duration.ofMinutes(1));
        assertThat(service.result(id).get("InvocationStatus").asText()).isEqualTo("Aborted");
    }

    private void report(RunTask task, TaskReport report) {
        assertThat(service.agents.report(LINUX, task.id(), task.version(), report))
                .isEqualTo(ReportAnswer.TAKEN);
    }

    private String statusOf(String id) {
        return service.result(id).get("InvocationStatus").asText();
    }

    @Test
    void whatItsAgentSaysOfATimetableThatWasChangedMeanwhileDoesNotEndIt() {
        String id = service.invoke("Frequency", "0 0 13 23 11 ? 2026");
        RunTask old = agent.fetch();
        assertThat(code(id, "Frequency", "0 */10 * * * *")).isEqualTo("200");
        service.kicks.clear();

        report(old, new TaskReport.Stopped(Span.NEVER, 0, Chunk.NONE, 0, true));
        report(old, new TaskReport.Invalid("cron", "CronExpressionExpired"));
        assertThat(statusOf(id)).isEqualTo("Scheduled");
        assertThat(service.kicks).as("it has not what it is to have").contains(new Kick.Run(LINUX, old.id()));
        RunTask now = agent.fetch();
        assertThat(now.version()).isEqualTo(1);
        report(old, new TaskReport.Stopped(Span.NEVER, 0, Chunk.NONE, 0, true));
        assertThat(statusOf(id)).isEqualTo("Scheduled");

        report(now, new TaskReport.Invalid("cron", "x"));
        assertThat(statusOf(id)).isEqualTo("Invalid");
    }

    @Test
    void aRunOfTheOldTimetableThatCouldNotBeginDoesNotEndTheMomentItWasChangedTo() {
        String id = service.invoke("Frequency", "0 */10 * * * *");
        RunTask old = agent.fetch();
        assertThat(code(id, "Frequency", "at(2026-11-23 13:00:00)")).isEqualTo("200");
        report(old, new TaskReport.Failed(Span.NEVER, "-7", "no", Chunk.NONE, 0));
        assertThat(statusOf(id)).isEqualTo("Scheduled");
        assertThat(agent.fetch().timing().repeat()).isEqualTo(RunTask.Repeat.AT);
    }

    @Test
    void theRunWhoseEndWasLostIsOverWithTheOldTimetable() {
        String id = service.invoke("Frequency", "0 */10 * * * *", "Timeout", "3600");
        RunTask old = agent.fetch();
        report(old, new TaskReport.Running(service.clock.instant(), Chunk.NONE));
        assertThat(code(id, "CommandContent", "date")).isEqualTo("200");
        report(old, new TaskReport.Stopped(Span.NEVER, 0, Chunk.NONE, 0, true));
        assertThat(statusOf(id)).isEqualTo("Scheduled");
        RunTask now = agent.fetch();
        service.clock.advance(Duration.ofSeconds(1));
        report(now, new TaskReport.Running(service.clock.instant(), Chunk.NONE));
        report(old, new TaskReport.Stopped(Span.NEVER, 0, Chunk.NONE, 0, true));
        assertThat(statusOf(id)).as("it runs in the new one").isEqualTo("Running");
    }

    @Test
    void aRunThatIsUnderWayWhenItsTimetableBecomesOneMomentIsNotTheLast() {
        String id = service.invoke("Frequency", "0 */10 * * * *");
        RunTask task = agent.fetch();
        service.agents.report(LINUX, task.id(), new TaskReport.Running(service.clock.instant(), Chunk.NONE));
        assertThat(code(id, "Frequency", "at(2026-11-23 13:00:00)")).isEqualTo("200");
        assertThat(service.agents.kicked(LINUX, Optional.empty()).run())
                .as("it runs")
                .isEmpty();
        service.kicks.clear();
        assertThat(agent.finish(task, 0, "of the timetable")).isEqualTo(ReportAnswer.TAKEN);
        assertThat(agent.finish(task, 0, "of the timetable")).isEqualTo(ReportAnswer.REPEATED);
        assertThat(service.kicks).containsExactly(new Kick.Run(LINUX, task.id()));
        assertThat(service.describe(id).get("InvocationStatus").asText()).isEqualTo("Scheduled");

        RunTask moment = agent.fetch();
        service.pass(Duration.ofSeconds(3601));
        agent.finish(moment, 0, "of the moment");
        assertThat(service.describe(id).get("InvocationStatus").asText()).isEqualTo("Success");
        assertThat(service.call("DescribeInvocationResults", "InvokeId", id, "IncludeHistory", "true")
                        .body()
                        .get("Invocation")
                        .get("TotalCount")
                        .asInt())
                .isEqualTo(2);
    }
}
