package io.opsbus.invocation.rpc;

import static io.opsbus.invocation.Given.ALICES;
import static io.opsbus.invocation.Given.LINUX;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How tasks end that do not simply finish, and how long what is over is kept (guide 2.3.6, tables 2-3 and 2-4). */
class EndsOfTasksTest {
    private final Service service = new Service();
    private final AgentOnLinux agent = new AgentOnLinux(service);

    @Test
    void whereNoAgentIsTheTaskIsAbortedAtOnce() {
        service.clock.advance(Duration.ofMinutes(10));
        JsonNode result = service.result(service.invoke());
        assertThat(result.get("InvocationStatus").asText()).isEqualTo("Aborted");
        assertThat(result.get("ErrorCode").asText()).isEqualTo("ClientNotRunning");
        assertThat(result.get("InvokeRecordStatus").asText()).isEqualTo("Failed");
        assertThat(service.kicks).isEmpty();
    }

    /** No timer would end it. */
    @Test
    void whatWaitsForABootOfAnInstanceThatGoesWhileItIsStoredIsOverWithIt() {
        service.whileLooking =
                () -> service.fleetDesk.take(List.of(new FleetNews.Gone(LINUX)), service.clock.instant());
        JsonNode result = service.result(service.invoke("RepeatMode", "EveryReboot"));
        assertThat(result.get("InvocationStatus").asText()).isEqualTo("Aborted");
        assertThat(result.get("ErrorCode").asText()).isEqualTo("InstanceReleased");
    }

    @Test
    void soItIsWhenTheInstanceIsAddedByAChange() {
        var other = new InstanceId("i-linux0000000000002");
        service.add(new KnownInstance(other, ALICES, "other", "linux", true));
        String id = service.invoke("RepeatMode", "EveryReboot");
        service.whileLooking =
                () -> service.fleetDesk.take(List.of(new FleetNews.Gone(other)), service.clock.instant());
        assertThat(service.call("ModifyInvocationAttribute", "InvokeId", id, "InstanceId.1", other.text())
                        .code())
                .isEqualTo("200");
        assertThat(service.call("DescribeInvocationResults", "InvokeId", id, "InstanceId", other.text())
                        .body()
                        .get("Invocation")
                        .get("InvocationResults")
                        .get("InvocationResult")
                        .get(0)
                        .get("ErrorCode")
                        .asText())
                .isEqualTo("InstanceReleased");
        assertThat(service.describe(id).get("InvocationStatus").asText()).isEqualTo("Scheduled");
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
        assertThat(service.kicks)
                .as("what was fetched is not known to run: " + fetched)
                .hasSize(6);
    }

    /** The list may not have reached the agent; one that has it does not run it again (agent facts 8). */
    @Test
    void whatIsFetchedAndNeverHeardOfIsKickedAgain() {
        String id = service.invoke();
        RunTask task = agent.fetch();
        service.pass(Duration.ofSeconds(5));
        assertThat(service.kicks).hasSize(2).last().isEqualTo(new Kick.RunAgain(LINUX, task.id()));
        assertThat(service.agents.kicked(LINUX, Optional.of(task.id())).run())
                .extracting(RunTask::id)
                .containsExactly(task.id());
        service.agents.report(LINUX, task.id(), new TaskReport.Running(service.clock.instant(), Chunk.NONE));
        service.pass(Duration.ofSeconds(15));
        assertThat(service.kicks).as("it runs").hasSize(2);
        agent.finish(task, 0, "");
        assertThat(service.result(id).get("InvocationStatus").asText()).isEqualTo("Success");
    }

    @Test
    void whatNeverEndsIsEndedByTheServer() {
        String id = service.invoke();
        RunTask task = agent.fetch();
        service.agents.report(
                LINUX, task.id(), new TaskReport.Running(service.clock.instant(), AgentOnLinux.chunk("a")));
        service.clock.advance(Duration.ofSeconds(119));
        service.beat();
        service.pass(Duration.ofSeconds(2));
        JsonNode result = service.result(id);
        assertThat(result.get("InvocationStatus").asText()).isEqualTo("Timeout");
        assertThat(result.get("ErrorCode").asText()).isEqualTo("ExecutionTimeout");
        assertThat(result.get("Output").asText()).as("what it wrote stays").isEqualTo("YQ==");
        assertThat(agent.finish(task, 0, "late")).isEqualTo(ReportAnswer.LATE);
    }

    @Test
    void aLostAgentEndsItsTasks() {
        String id = service.invoke("Timeout", "3600");
        RunTask task = agent.fetch();
        service.agents.report(LINUX, task.id(), new TaskReport.Running(service.clock.instant(), Chunk.NONE));
        service.pass(Duration.ofSeconds(181));
        JsonNode result = service.result(id);
        assertThat(result.get("InvocationStatus").asText()).isEqualTo("Error");
        assertThat(result.get("ErrorCode").asText()).isEqualTo("ExecutionInterrupted");

        // the network was cut, and the script has run on
        service.beat();
        assertThat(service.agents.kicked(LINUX, Optional.empty()).stop())
                .extracting(TaskList.Stop::id)
                .containsExactly(task.id());
        service.kicks.clear();
        assertThat(service.agents.report(LINUX, task.id(), new TaskReport.Running(service.clock.instant(), Chunk.NONE)))
                .isEqualTo(ReportAnswer.UNWANTED);
        assertThat(service.call("StopInvocation", "InvokeId", id).status()).isEqualTo(200);
        assertThat(service.kicks).containsExactly(new Kick.Stop(LINUX, task.id()), new Kick.Stop(LINUX, task.id()));
        service.agents.report(LINUX, task.id(), new TaskReport.Stopped(agent.span(), -1, Chunk.NONE, 0, false));
        assertThat(service.agents.kicked(LINUX, Optional.empty())).isEqualTo(TaskList.EMPTY);
        assertThat(service.result(id).get("InvocationStatus").asText()).isEqualTo("Error");
    }

    /** What was not heard while nobody listened is no sign of a lost agent: its scripts would be ended for it. */
    @Test
    void anAgentIsNotLostBecauseTheServiceWasAway() {
        String id = service.invoke("Timeout", "3600");
        RunTask task = agent.fetch();
        service.agents.report(LINUX, task.id(), new TaskReport.Running(service.clock.instant(), Chunk.NONE));
        service.pass(Duration.ofMinutes(20));
        assertThat(service.result(id).get("InvocationStatus").asText())
                .as("its look is late: the service was away")
                .isEqualTo("Running");
        service.pass(Duration.ofSeconds(181));
        assertThat(service.result(id).get("ErrorCode").asText()).isEqualTo("ExecutionInterrupted");
    }

    /** Ten run at a time, and fifty wait (agent facts 8): the time of one that waits may be over before it begins. */
    @Test
    void whatItsAgentHasNotBegunInTimeIsToldToBeLetAlone() {
        String id = service.invoke("Timeout", "10");
        RunTask task = agent.fetch();
        service.kicks.clear();
        service.pass(Duration.ofSeconds(71));
        assertThat(service.result(id).get("InvocationStatus").asText()).isEqualTo("Timeout");
        assertThat(service.kicks).contains(new Kick.Stop(LINUX, task.id()));
        TaskList list = service.agents.kicked(LINUX, Optional.of(task.id()));
        assertThat(list.run()).isEmpty();
        assertThat(list.stop()).extracting(TaskList.Stop::id).containsExactly(task.id());
    }

    @Test
    void anInstanceThatIsSwitchedOffOrReleasedEndsItsTasks() {
        String first = service.invoke();
        service.fleetDesk.take(
                List.of(new FleetNews.Seen(
                        new KnownInstance(LINUX, Given.ALICES, "n", "linux", false), Map.of(), false, 2)),
                service.clock.instant());
        assertThat(service.result(first).get("ErrorCode").asText()).isEqualTo("InstanceNotRunning");
        service.fleetDesk.take(
                List.of(new FleetNews.Seen(Given.instance(LINUX), Map.of(), false, 3)), service.clock.instant());
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
        RunTask task = agent.fetch();
        service.agents.report(
                LINUX, task.id(), new TaskReport.Running(service.clock.instant(), AgentOnLinux.chunk("a")));
        service.call("StopInvocation", "InvokeId", id, "InstanceId.1", LINUX.text());
        assertThat(service.describe(id).get("InvocationStatus").asText()).isEqualTo("Stopping");
        assertThat(service.kicks.getLast()).isEqualTo(new Kick.Stop(LINUX, task.id()));
        assertThat(service.agents.kicked(LINUX, Optional.of(task.id())).stop())
                .extracting(TaskList.Stop::id)
                .containsExactly(task.id());
        service.agents.report(LINUX, task.id(), new TaskReport.Stopped(agent.span(), -1, Chunk.NONE, 0, false));
        assertThat(service.result(id).get("InvocationStatus").asText()).isEqualTo("Terminated");
        assertThat(service.describe(id).get("InvokeStatus").asText()).isEqualTo("Stopped");
        assertThat(service.call("StopInvocation", "InvokeId", "t-nobody").code())
                .isEqualTo("InvalidInvokeId.NotFound");
    }

    @Test
    void whatIsOverIsKeptForThirtyDays() {
        String id = service.invoke();
        agent.finish(agent.fetch(), 0, "");
        service.pass(Duration.ofSeconds(1));
        service.pass(Duration.ofDays(29));
        assertThat(service.describe(id).get("InvokeId").asText()).isEqualTo(id);
        service.pass(Duration.ofDays(1));
        assertThat(service.call("DescribeInvocations").body().get("TotalCount").asInt())
                .isZero();
    }
}
