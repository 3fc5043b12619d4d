package io.opsbus.invocation.rpc;

import static io.opsbus.invocation.Given.LINUX;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.link.Kick;
import io.opsbus.invocation.link.ReportAnswer;
import io.opsbus.invocation.link.RunTask;
import io.opsbus.invocation.link.TaskList;
import io.opsbus.invocation.link.TaskReport;
import io.opsbus.invocation.link.TaskReport.Chunk;
import io.opsbus.invocation.link.TaskReport.Span;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A stop reaches an agent that could not be told of it, however late (guide 2.3.6): its word, not a deadline, ends the telling. */
class StopsTest {
    private final Service service = new Service();
    private final AgentOnLinux agent = new AgentOnLinux(service);

    private ReportAnswer stopped(RunTask task) {
        return service.agents.report(LINUX, task.id(), new TaskReport.Stopped(Span.NEVER, 0, Chunk.NONE, 0, false));
    }

    private TaskList fetched() {
        return service.agents.kicked(LINUX, Optional.empty());
    }

    @Test
    void aFileThatIsSentIsNoInvocationThatCouldBeStopped() {
        String id = service.call(
                        "SendFile", "InstanceId.1", LINUX.text(), "Name", "a", "TargetDir", "/root", "Content", "hello")
                .text("InvokeId");
        assertThat(service.call("StopInvocation", "InvokeId", id).code()).isEqualTo("InvalidInvokeId.NotFound");
        assertThat(service.agents.kicked(LINUX, Optional.empty()).files()).hasSize(1);
    }

    @Test
    void aKickToStopThatIsLostIsRepeated() {
        String id = service.invoke("Frequency", "0 */10 * * * *");
        RunTask task = agent.fetch();
        service.pass(Duration.ofSeconds(21));
        service.kicks.clear();
        service.call("StopInvocation", "InvokeId", id);
        var stop = new Kick.Stop(LINUX, task.id());
        assertThat(service.kicks).containsExactly(stop);
        service.pass(Duration.ofSeconds(5));
        assertThat(service.kicks).containsExactly(stop, stop);
        service.pass(Duration.ofSeconds(15));
        assertThat(service.kicks).containsExactly(stop, stop, stop);
        assertThat(stopped(task)).isEqualTo(ReportAnswer.TAKEN);
        service.pass(Duration.ofSeconds(60));
        assertThat(service.kicks).hasSize(3);
    }

    @Test
    void aTimetableThatWasStoppedWhileItsAgentWasAwayIsStoppedWhenItComesBack() {
        String id = service.invoke("Frequency", "0 */10 * * * *");
        RunTask task = agent.fetch();
        service.call("StopInvocation", "InvokeId", id);
        service.pass(Duration.ofSeconds(61));
        assertThat(service.describe(id).get("InvokeStatus").asText()).isEqualTo("Stopped");
        service.pass(Duration.ofMinutes(30));

        TaskList list = fetched();
        assertThat(list.run()).isEmpty();
        assertThat(list.stop()).containsExactly(new TaskList.Stop(task.id(), 0, RunTask.Repeat.PERIOD));
        assertThat(service.agents.startup(LINUX, false).stop()).hasSize(1);
        assertThat(stopped(task)).isEqualTo(ReportAnswer.REPEATED);
        assertThat(fetched()).isEqualTo(TaskList.EMPTY);
    }

    @Test
    void aRunOfATimetableThatWasStoppedBringsTheStopAgain() {
        String id = service.invoke("Frequency", "0 */10 * * * *");
        RunTask task = agent.fetch();
        service.call("StopInvocation", "InvokeId", id);
        service.pass(Duration.ofMinutes(10));
        service.kicks.clear();

        assertThat(agent.finish(task, 0, "still here")).isEqualTo(ReportAnswer.UNWANTED);
        assertThat(service.kicks).containsExactly(new Kick.Stop(LINUX, task.id()));
        assertThat(service.result(id).get("InvocationStatus").asText()).isEqualTo("Cancelled");
        stopped(task);
        service.kicks.clear();
        assertThat(agent.finish(task, 0, "the last one")).isEqualTo(ReportAnswer.LATE);
        assertThat(service.kicks).as("it has said that it stopped").isEmpty();
    }

    @Test
    void whatRunsOnceIsOverByItsEnd() {
        String id = service.invoke("Timeout", "3600");
        RunTask task = agent.fetch();
        service.call("StopInvocation", "InvokeId", id);
        service.pass(Duration.ofMinutes(2));
        service.kicks.clear();
        assertThat(service.agents.report(LINUX, task.id(), new TaskReport.Running(service.clock.instant(), Chunk.NONE)))
                .isEqualTo(ReportAnswer.UNWANTED);
        assertThat(service.kicks).containsExactly(new Kick.Stop(LINUX, task.id()));
        assertThat(fetched().stop()).hasSize(1);
        agent.finish(task, 0, "");
        assertThat(fetched()).isEqualTo(TaskList.EMPTY);
    }
}
