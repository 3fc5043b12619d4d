package io.opsbus.invocation.rpc;

import static io.opsbus.invocation.Given.LINUX;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.invocation.link.RunTask;
import io.opsbus.invocation.link.TaskReport;
import io.opsbus.invocation.link.TaskReport.Chunk;
import io.opsbus.invocation.link.TaskReport.Span;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Timetables that have an end, {@code at(…)} and a cron with years (guide 2.3.3; agent facts 10.1: the server must check). */
class TimetablesThatEndTest {
    private final Service service = new Service();
    private final AgentOnLinux agent = new AgentOnLinux(service);

    /** It is noon of 2026-11-23 (UTC), and nowhere the day before yesterday. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "at(2026-11-23 12:00:00)",
                "at(2026-11-23 19:59:59 Asia/Shanghai)",
                "at(2020-01-01 00:00:00)",
                "0 0 12 * * ? 2025",
                "0 0 12 22 11 ? 2026",
                "0 0 12 23 11 ? 2026 UTC"
            })
    void oneThatIsOverIsRefused(String frequency) {
        assertThat(service.tryInvoke("Frequency", frequency).code()).isEqualTo("InvalidParam.Frequency");
        String id = service.invoke("Frequency", "0 */10 * * * *");
        assertThat(service.call("ModifyInvocationAttribute", "InvokeId", id, "Frequency", frequency)
                        .code())
                .isEqualTo("InvalidParam.Frequency");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "at(2026-11-23 12:00:01)",
                "at(2026-11-23 20:00:01 Asia/Shanghai)",
                "0 0 12 * * ? 2026",
                "0 1 12 23 11 ? 2026",
                "0 0 12 23 11 ? 2026",
                "0 1 12 23 11 ? 2026 UTC"
            })
    void oneThatComesSomewhereYetIsTaken(String frequency) {
        assertThat(service.tryInvoke("Frequency", frequency).code()).isEqualTo("200");
    }

    private JsonNode result(String id) {
        return service.result(id);
    }

    @Test
    void aMomentIsRunAndIsTheEnd() {
        String id = service.invoke("Frequency", "at(2026-11-23 13:00:00)");
        RunTask task = agent.fetch();
        assertThat(task.timing().repeat()).isEqualTo(RunTask.Repeat.AT);
        assertThat(task.timing().schedule()).isEqualTo("at(2026-11-23T13:00:00)");
        service.pass(Duration.ofSeconds(3601));
        service.beat();
        agent.finish(task, 0, "at last");
        assertThat(result(id).get("InvocationStatus").asText()).isEqualTo("Success");
    }

    @Test
    void aMomentOfWhichTheAgentSaysNothingIsAborted() {
        String id = service.invoke("Frequency", "at(2026-11-23 13:00:00)");
        agent.fetch();
        service.pass(Duration.ofMinutes(61));
        assertThat(result(id).get("InvocationStatus").asText()).isEqualTo("Scheduled");
        service.pass(Duration.ofMinutes(1));
        assertThat(result(id).get("InvocationStatus").asText()).isEqualTo("Aborted");
        assertThat(result(id).get("ErrorCode").asText()).isEqualTo("ClientNotResponse");
    }

    @Test
    void aCronIsOverAfterItsLastTimeAlsoWhenItsAgentDoesNotSaySo() {
        String id = service.invoke("Frequency", "0 0 13,14 23 11 ? 2026 UTC");
        RunTask task = agent.fetch();
        service.pass(Duration.ofSeconds(3601));
        agent.finish(task, 0, "first");
        service.pass(Duration.ofHours(1));
        agent.finish(task, 3, "last");
        assertThat(result(id).get("InvocationStatus").asText()).isEqualTo("Scheduled");
        service.pass(Duration.ofSeconds(119));
        assertThat(result(id).get("InvocationStatus").asText()).isEqualTo("Failed");
        assertThat(result(id).get("Repeats").asInt()).isEqualTo(2);
        service.agents.report(LINUX, task.id(), new TaskReport.Stopped(Span.NEVER, 0, Chunk.NONE, 0, true));
        assertThat(result(id).get("InvocationStatus").asText()).isEqualTo("Failed");
    }

    @Test
    void aCronThatIsOverByItsAgentsWordIsOverAtOnce() {
        String id = service.invoke("Frequency", "0 0 13 23 11 ? 2026 UTC");
        RunTask task = agent.fetch();
        service.pass(Duration.ofSeconds(3601));
        agent.finish(task, 0, "only");
        service.agents.report(LINUX, task.id(), new TaskReport.Stopped(Span.NEVER, 0, Chunk.NONE, 0, true));
        assertThat(result(id).get("InvocationStatus").asText()).isEqualTo("Success");
    }
}
