package io.opsbus.invocation.agentlink;

import static io.opsbus.invocation.Given.LINUX;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.invocation.rpc.Service;
import io.opsbus.rpc.http.HttpCall;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three scripts that were given and are over here; their agent, which answers each time it is told to end one, has said nothing yet. */
class StopsInListsTest {
    private static final Map<String, String> SEEN = Map.of("user-agent", "linux_amd64/2.2.3.578");

    private final Service service = new Service();
    private final AgentDoor door = Doors.of(service);
    private List<String> scripts = List.of();
    private int asked;

    @BeforeEach
    void threeScriptsThatAreOver() throws IOException {
        for (int n = 0; n < 3; n++) {
            service.invoke();
        }
        scripts = tasks("reason=kickoff&currentTime=0", "run");
        assertThat(scripts).hasSize(3);
        service.pass(Duration.ofHours(2));
    }

    private List<String> tasks(String query, String which) throws IOException {
        var call = new HttpCall("POST", "/luban/api/v1/task/list", query, SEEN, new byte[0], "10.0.0.9");
        List<String> tasks = new ArrayList<>();
        new ObjectMapper()
                .readTree(door.proven("v1/task/list", LINUX, call).bodyText())
                .path(which)
                .forEach(one -> tasks.add(one.path("task").path("taskID").asText()));
        return tasks;
    }

    private List<String> stops(String more) throws IOException {
        return tasks("reason=" + more + "&currentTime=" + ++asked, "stop");
    }

    @Test
    void whatWasToldAMomentAgoIsToldToWhoAsksForItAlone() throws IOException {
        assertThat(stops("kickoff&taskId=" + scripts.get(0))).containsExactlyInAnyOrderElementsOf(scripts);
        assertThat(stops("kickoff&taskId=" + scripts.get(1))).containsExactly(scripts.get(1));
        assertThat(stops("kickoff&taskId=" + scripts.get(1))).containsExactly(scripts.get(1));
        service.pass(Duration.ofSeconds(29));
        assertThat(stops("kickoff&taskId=" + scripts.get(2))).containsExactly(scripts.get(2));
        service.pass(Duration.ofSeconds(1));
        assertThat(stops("kickoff&taskId=" + scripts.get(1)))
                .as("the last was told a second ago")
                .containsExactlyInAnyOrder(scripts.get(0), scripts.get(1));
    }

    @Test
    void allIsToldToWhoStartsOrConnectsOrDidNotHearIt() throws IOException {
        assertThat(stops("kickoff&taskId=" + scripts.get(0))).hasSize(3);
        assertThat(stops("startup&cold_start=false")).hasSize(3);
        assertThat(stops("kickoff")).hasSize(3);
        String lost = "reason=kickoff&currentTime=77&taskId=" + scripts.get(0);
        assertThat(tasks(lost, "stop")).containsExactly(scripts.get(0));
        service.pass(Duration.ofSeconds(2));
        assertThat(tasks(lost, "stop")).as("in the very same words").hasSize(3);
    }
}
