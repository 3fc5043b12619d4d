package io.opsbus.invocation.agentlink;

import static io.opsbus.invocation.Given.LINUX;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.link.AgentNews;
import io.opsbus.invocation.link.Kick;
import io.opsbus.invocation.link.ReportAnswer;
import io.opsbus.invocation.link.TaskReport;
import io.opsbus.invocation.rpc.Service;
import io.opsbus.invocation.task.TaskLimits;
import io.opsbus.rpc.http.HttpCall;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Official agents newer than 2.2.3.631 forget a script when it has ended: no list that arrives may have it twice. */
class OnceOnNewerAgentsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NEWER = "linux_amd64/2.2.4.1";

    private final Service service = new Service(TaskLimits.DEFAULT);

    /** Asks, and runs whatever it is given to its end at once; nothing it tells arrives. Returns how many scripts that were. */
    private int ran(String query, Map<String, String> headers) throws IOException {
        // the list before came from another process
        return ran(door(), query, headers);
    }

    private AgentDoor door() {
        return Doors.of(service);
    }

    private static int ran(AgentDoor door, String query, Map<String, String> headers) throws IOException {
        var call = new HttpCall("POST", "/luban/api/v1/task/list", query, headers, new byte[0], "10.0.0.9");
        JsonNode run = JSON.readTree(door.proven("v1/task/list", LINUX, call).bodyText())
                .path("run");
        return run.size();
    }

    private static Map<String, String> agent(String userAgent) {
        Map<String, String> headers = new HashMap<>();
        if (!userAgent.isEmpty()) {
            headers.put("user-agent", userAgent);
        }
        return headers;
    }

    @ParameterizedTest
    @ValueSource(strings = {NEWER, "linux_amd64/2.2.3.632", "windows_amd64/2.1.3.632", "linux_amd64/9", "curl", ""})
    void whatAForgetfulAgentWasGivenIsNotGivenAgainAndEndsWithItsTime(String userAgent) throws IOException {
        Map<String, String> headers = agent(userAgent);
        String id = service.invoke();
        int runs = ran("reason=kickoff", headers);
        service.pass(Duration.ofSeconds(5));
        runs += ran("reason=kickoff", headers);
        service.pass(Duration.ofSeconds(15));
        runs += ran("reason=startup&cold_start=false", headers);
        runs += ran("reason=startup&cold_start=true", headers);
        assertThat(runs).isEqualTo(1);
        assertThat(service.result(id).get("InvocationStatus").asText()).isEqualTo("Running");
        service.clock.advance(Duration.ofSeconds(99));
        service.agents.heard(LINUX, AgentNews.heard("", "linux"));
        service.pass(Duration.ofSeconds(2));
        JsonNode result = service.result(id);
        assertThat(result.get("InvocationStatus").asText()).isEqualTo("Timeout");
        assertThat(result.get("ErrorCode").asText()).isEqualTo("ExecutionTimeout");
        assertThat(result.get("Output").asText()).isEmpty();
        assertThat(ran("reason=startup&cold_start=true", headers)).isZero();
    }

    @Test
    void whatWasNeverGivenIsGivenWithTheNextList() throws IOException {
        service.invoke();
        assertThat(ran("reason=kickoff", agent(NEWER))).isEqualTo(1);
        service.invoke();
        assertThat(ran("reason=kickoff", agent(NEWER))).isEqualTo(1);
    }

    @Test
    void agentsThatKeepScriptsAreGivenThemAgain() throws IOException {
        service.invoke();
        Map<String, String> ours = Map.of("user-agent", NEWER, "x-opsbus-agent", "0.1.0");
        assertThat(ran("reason=kickoff", agent("linux_amd64/2.2.3.578"))).isEqualTo(1);
        assertThat(ran("reason=kickoff", agent("linux_amd64/2.2.3.578"))).isEqualTo(1);
        assertThat(ran("reason=kickoff", ours)).isEqualTo(1);
    }

    /** The agent asks in the very same words when it heard no answer, two seconds later at the earliest. */
    @Test
    void whatItAsksForAgainInTheVerySameWordsDidNotArrive() throws IOException {
        AgentDoor door = door();
        List<TaskId> kicked = new ArrayList<>();
        try (var _ = service.agents.onKick(kick -> kicked.add(((Kick.Run) kick).task()))) {
            service.invoke();
        }
        service.invoke();
        String query = "reason=kickoff&taskId=" + kicked.getFirst() + "&currentTime=1";
        assertThat(ran(door, query, agent(NEWER))).isEqualTo(2);
        service.pass(Duration.ofSeconds(10));
        assertThat(ran(door, query, agent(NEWER))).as("lost").isEqualTo(2);
        service.invoke();
        service.pass(Duration.ofSeconds(2));
        assertThat(ran(door, query, agent(NEWER)))
                .as("lost twice, and a new one")
                .isEqualTo(3);
        service.pass(Duration.ofSeconds(2));
        assertThat(ran(door, "reason=kickoff&currentTime=2", agent(NEWER)))
                .as("it arrived")
                .isZero();
        assertThat(ran(door(), query, agent(NEWER)))
                .as("another process was not asked before")
                .isZero();
        service.pass(Duration.ofSeconds(61));
        assertThat(ran(door, query, agent(NEWER))).as("long ago").isZero();
    }

    /** Their first answers arrived, or one of them, and nobody knows whose third attempt it is. */
    @Test
    void twoKicksInOneMillisecondAreNoLostList() throws IOException {
        AgentDoor door = door();
        service.invoke();
        String query = "reason=kickoff&currentTime=1";
        assertThat(ran(door, query, agent(NEWER))).isEqualTo(1);
        service.clock.advance(Duration.ofMillis(1400));
        assertThat(ran(door, query, agent(NEWER))).isZero();
        service.clock.advance(Duration.ofSeconds(2));
        assertThat(ran(door, query, agent(NEWER))).isZero();
    }

    @Test
    void whatHasBegunWasNotLost() throws IOException {
        AgentDoor door = door();
        service.invoke();
        String query = "reason=startup&cold_start=true&currentTime=1";
        TaskId task = service.agents.startup(LINUX, true).run().getFirst().id();
        assertThat(ran(door, query, agent(NEWER)))
                .as("given before, by other words")
                .isZero();
        service.clock.advance(Duration.ofSeconds(2));
        assertThat(ran(door, query, agent(NEWER))).isZero();
        service.invoke();
        service.clock.advance(Duration.ofSeconds(2));
        assertThat(ran(door, query, agent(NEWER))).isEqualTo(1);
        assertThat(service.agents.report(
                        LINUX, task, new TaskReport.Running(service.clock.instant(), TaskReport.Chunk.NONE)))
                .isEqualTo(ReportAnswer.TAKEN);
    }

    /** They lie in {@code /tmp}, which is empty after a boot. */
    @Test
    void scriptsWithAUserNameAreNotKeptOverABoot() throws IOException {
        AgentDoor door = door();
        Map<String, String> keeping = agent("linux_amd64/2.2.3.578");
        service.invoke("Username", "web");
        service.invoke();
        assertThat(ran(door, "reason=kickoff&currentTime=1", keeping)).isEqualTo(2);
        service.pass(Duration.ofSeconds(3));
        assertThat(ran(door, "reason=kickoff&currentTime=1", keeping))
                .as("lost")
                .isEqualTo(2);
        assertThat(ran(door, "reason=startup&cold_start=true&currentTime=2", keeping))
                .isEqualTo(1);
        assertThat(ran(door, "reason=kickoff&currentTime=3", keeping))
                .as("it was booted")
                .isEqualTo(1);
        assertThat(ran(door, "reason=kickoff", Map.of("user-agent", NEWER, "x-opsbus-agent", "0.1.0")))
                .as("ours knows what it has run")
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "2.2.3.578, true",
        "2.2.3.631, true",
        "2.1.3.578, true",
        "2.3.3.578, true",
        "2.4.3.631, true",
        "2.2.2.999, true",
        "2.2.3.632, false",
        "2.4.3.632, false",
        "2.2.4.1, false",
        "2.5.3.1, false",
        "1.0.2.569, false",
        "2.2.3, false",
        "'', false"
    })
    void onlyVersionsThatAreKnownToKeepScriptsAreTrusted(String version, boolean keeps) {
        assertThat(AgentNews.heard(version, "linux").keepsScripts()).isEqualTo(keeps);
    }
}
