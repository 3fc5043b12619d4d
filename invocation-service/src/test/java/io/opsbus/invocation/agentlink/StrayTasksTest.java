package io.opsbus.invocation.agentlink;

import static io.opsbus.invocation.Given.LINUX;
import static io.opsbus.invocation.Given.WINDOWS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.link.Kick;
import io.opsbus.invocation.rpc.Service;
import io.opsbus.rpc.http.HttpCall;
import io.opsbus.rpc.http.HttpReply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An agent has on its timetable what is not here any more: the official one that was seen hears no answer to its reports, but lists. */
class StrayTasksTest {
    private static final Map<String, String> SEEN = Map.of("user-agent", "linux_amd64/2.2.3.578");
    private static final TaskId STRAY = new TaskId("t-stray0000000000000000000001");

    private final Service service = new Service();
    private final AgentDoor door = Doors.of(service);
    private final List<Kick> kicks = new ArrayList<>();

    @BeforeEach
    void listen() {
        var ignored = service.agents.onKick(kicks::add);
    }

    private HttpReply ask(InstanceId instance, String what, String query) {
        return door.proven(
                what, instance, new HttpCall("POST", "/luban/api/" + what, query, SEEN, new byte[0], "10.0.0.9"));
    }

    private HttpReply tell(InstanceId instance, String word, TaskId task, String more) {
        return ask(instance, "v1/task/" + word, "taskId=" + task + "&invokeVersion=0&start=1" + more);
    }

    private JsonNode list(InstanceId instance, TaskId task) throws IOException {
        return new ObjectMapper()
                .readTree(ask(instance, "v1/task/list", "reason=kickoff&taskId=" + task)
                        .bodyText());
    }

    private static List<String> stops(JsonNode list) {
        List<String> stops = new ArrayList<>();
        list.path("stop")
                .forEach(one -> stops.add(one.path("task").path("taskID").asText() + " "
                        + one.path("repeat").asText()));
        return stops;
    }

    @Test
    void aTimetableThatIsNotHereIsEnded() throws IOException {
        assertThat(tell(LINUX, "running", STRAY, "").status()).isEqualTo(400);
        assertThat(kicks).containsExactly(new Kick.Stop(LINUX, STRAY));
        JsonNode list = list(LINUX, STRAY);
        assertThat(stops(list)).containsExactly(STRAY + " Once", STRAY + " Period");
        assertThat(list.path("run")).isEmpty();
    }

    @Test
    void thatItHasEndedItAndWhatLeavesNothingIsNoReasonToKick() {
        tell(LINUX, "stopped", STRAY, "&end=2&exitcode=0&dropped=0&result=killed");
        tell(LINUX, "finish", STRAY, "&end=2&exitCode=0&dropped=0");
        assertThat(kicks).isEmpty();
    }

    @Test
    void whatIsHereIsNotEndedByTheQuestionForIt() throws IOException {
        String invocation = service.invoke();
        TaskId task = service.invocations.ofAgent(LINUX, 0).getFirst().task().id();
        assertThat(stops(list(LINUX, task))).isEmpty();
        tell(LINUX, "running", task, "");
        assertThat(stops(list(LINUX, task))).as("it runs").isEmpty();
        tell(LINUX, "finish", task, "&end=2&exitCode=0&dropped=0");
        assertThat(stops(list(LINUX, task))).as("it is over").isEmpty();
        assertThat(service.result(invocation).get("InvocationStatus").asText()).isEqualTo("Success");
    }

    @Test
    void anothersTaskIsAsOneThatIsNotHereAndGoesOnThere() throws IOException {
        service.invoke();
        TaskId task = service.invocations.ofAgent(LINUX, 0).getFirst().task().id();
        assertThat(list(LINUX, task).path("run")).hasSize(1);
        kicks.clear();
        assertThat(tell(WINDOWS, "running", task, "").status()).isEqualTo(400);
        assertThat(kicks).containsExactly(new Kick.Stop(WINDOWS, task));
        assertThat(stops(list(WINDOWS, task))).hasSize(2);
        assertThat(stops(list(LINUX, task))).isEmpty();
    }
}
