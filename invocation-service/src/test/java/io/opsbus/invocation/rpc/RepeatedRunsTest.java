package io.opsbus.invocation.rpc;

import static io.opsbus.invocation.Given.LINUX;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.invocation.Given;
import io.opsbus.invocation.link.Kick;
import io.opsbus.invocation.link.RunTask;
import io.opsbus.invocation.link.TaskReport;
import io.opsbus.invocation.link.TaskReport.Chunk;
import io.opsbus.invocation.link.TaskReport.Span;
import io.opsbus.invocation.work.InvocationFact;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Commands that run again and again, or at the next boot (guide 2.3.3). */
class RepeatedRunsTest {
    private final Service service = new Service();
    private final AgentOnLinux agent = new AgentOnLinux(service);

    @Test
    void aPeriodicCommandRunsAgainAndAgainAndIsKept() {
        String id = service.invoke("Frequency", "0 */10 * * * *", "Parameters", "{\"who\":\"x\"}");
        assertThat(service.facts).anyMatch(InvocationFact.Uses.class::isInstance);
        RunTask task = agent.fetch();
        assertThat(task.timing().repeat()).isEqualTo(RunTask.Repeat.PERIOD);
        assertThat(task.timing().schedule()).isNotEmpty();
        assertThat(service.describe(id).get("InvocationStatus").asText()).isEqualTo("Scheduled");
        for (int run = 0; run < 2; run++) {
            service.pass(Duration.ofMinutes(10));
            service.beat();
            agent.finish(task, run, "run " + run);
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

    /** The list may have been lost on its way; an agent that has the task leaves it as it is (agent facts 11). */
    @Test
    void whatAnAgentWasGivenAndNeverRanIsGivenAgain() {
        service.invoke("Frequency", "0 */10 * * * *");
        RunTask task = agent.fetch();
        RunTask again = agent.fetch();
        assertThat(again.id()).isEqualTo(task.id());
        assertThat(again.version()).isEqualTo(task.version());
        service.pass(Duration.ofMinutes(10));
        service.beat();
        agent.finish(task, 0, "");
        assertThat(service.agents.kicked(LINUX, Optional.empty()).run())
                .as("it has it")
                .isEmpty();
    }

    /** The list with the change was lost, and its agent, which is not started anew, goes on with what it had. */
    @Test
    void aChangedTimetableIsGivenAgainUntilItsAgentTellsOfIt() {
        String id = service.invoke("Frequency", "0 */10 * * * *");
        RunTask before = agent.fetch();
        service.pass(Duration.ofMinutes(10));
        service.beat();
        agent.finish(before, 0, "");
        service.call("ModifyInvocationAttribute", "InvokeId", id, "CommandContent", "date");
        assertThat(agent.fetch().version()).as("lost").isEqualTo(before.version() + 1);

        service.kicks.clear();
        service.pass(Duration.ofSeconds(5));
        assertThat(service.kicks).as("it is told again").containsExactly(new Kick.Run(LINUX, before.id()));
        assertThat(agent.fetch().version()).as("lost too").isEqualTo(before.version() + 1);
        service.pass(Duration.ofMinutes(10));
        service.beat();
        service.kicks.clear();
        agent.finish(before, 0, "as it was");
        assertThat(service.kicks).as("it has the old one").containsExactly(new Kick.Run(LINUX, before.id()));

        RunTask after = agent.fetch();
        assertThat(new String(after.script().content(), UTF_8)).isEqualTo("date");
        service.pass(Duration.ofMinutes(10));
        service.beat();
        service.kicks.clear();
        agent.finish(after, 0, "as it is");
        assertThat(service.kicks).as("it has it").isEmpty();
        assertThat(service.agents.kicked(LINUX, Optional.empty()).run()).isEmpty();
    }

    @Test
    void aRepeatedCommandCanBeChanged() {
        String id = service.invoke("Frequency", "0 */10 * * * *");
        RunTask before = agent.fetch();
        Service.Told told = service.call(
                "ModifyInvocationAttribute", "InvokeId", id, "Frequency", "0 */20 * * * *", "CommandContent", "date");
        assertThat(told.text("CommandId")).isEqualTo(Given.command("").id().text());
        RunTask after = agent.fetch();
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
}
