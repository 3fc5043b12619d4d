package io.opsbus.invocation.agentlink;

import static io.opsbus.invocation.Given.LINUX;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsbus.invocation.agentlink.wire.KickText;
import io.opsbus.invocation.control.order.Room;
import io.opsbus.invocation.link.Kick;
import io.opsbus.invocation.rpc.Service;
import io.opsbus.rpc.http.HttpCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More waits for an agent than one list takes: it is given it in parts, each soon after the one before. */
class LargeListsTest {
    private static final Map<String, String> SEEN = Map.of("user-agent", "linux_amd64/2.2.3.578");
    private static final Map<String, String> NEWER = Map.of("user-agent", "linux_amd64/2.2.4.1");
    private static final Map<String, String> OURS = Map.of("user-agent", "linux_amd64/1", "x-opsbus-agent", "1");
    private static final Duration SOON = Duration.ofMillis(500);
    private static final Duration STARTED = Duration.ofSeconds(3);
    private static final int SCRIPTS = 200;
    /** Bytes of each script. */
    private static final int LENGTH = 8 << 10;

    private final Service service = new Service();
    private final AgentDoor door = Doors.of(service);
    private final List<Kick> kicks = new ArrayList<>();
    private int asked;

    @BeforeEach
    void listen() {
        var ignored = service.agents.onKick(kicks::add);
    }

    /** Runs a script of that length, as a timetable says if there is one. */
    private void run(int length, String... more) {
        List<String> parameters = new ArrayList<>(List.of(
                "Type",
                "RunShellScript",
                "ContentEncoding",
                "PlainText",
                "CommandContent",
                "#".repeat(length),
                "InstanceId.1",
                LINUX.text()));
        parameters.addAll(List.of(more));
        assertThat(service.call("RunCommand", parameters.toArray(String[]::new)).code())
                .isEqualTo("200");
    }

    private void scripts(int count, String... more) {
        for (int n = 0; n < count; n++) {
            run(LENGTH, more);
        }
        // behind the reminders of their invocations
        service.pass(Duration.ofSeconds(21));
        kicks.clear();
    }

    private List<String> list(Map<String, String> agent, String query) {
        var call = new HttpCall("POST", "/luban/api/v1/task/list", query, agent, new byte[0], "10.0.0.9");
        try {
            var reply = door.proven("v1/task/list", LINUX, call);
            List<String> ids = new ArrayList<>();
            for (JsonNode one : new ObjectMapper().readTree(reply.bodyText()).path("run")) {
                ids.add(one.path("task").path("taskID").asText());
            }
            return ids;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String kickoff(String task) {
        return "reason=kickoff" + (task.isEmpty() ? "" : "&taskId=" + task) + "&currentTime=" + asked++;
    }

    /** What an agent that has asked is given after, kick by kick. */
    private List<List<String>> followed(Map<String, String> agent, Duration wait) {
        List<List<String>> parts = new ArrayList<>();
        service.pass(wait);
        while (!kicks.isEmpty() && parts.size() < SCRIPTS) {
            String[] words = KickText.of(kicks.removeFirst()).split(" ", -1);
            parts.add(list(agent, kickoff(words[3])));
            service.pass(SOON);
        }
        return parts;
    }

    private List<String> inOrder() {
        return service.invocations.ofAgent(LINUX, 0).stream()
                .map(one -> one.task().id().text())
                .toList();
    }

    private static List<String> all(List<String> first, List<List<String>> rest) {
        List<String> all = new ArrayList<>(first);
        rest.forEach(all::addAll);
        return all;
    }

    @Test
    void whatWaitsIsGivenInPartsInItsOrderAndEachOnce() {
        scripts(SCRIPTS);
        List<String> first = list(SEEN, kickoff(""));
        assertThat(first).hasSizeBetween(50, Room.MOST_BYTES / LENGTH);
        List<List<String>> rest = followed(SEEN, SOON);
        assertThat(rest).hasSizeBetween(2, 4);
        assertThat(all(first, rest)).isEqualTo(inOrder()).hasSize(SCRIPTS);
    }

    @Test
    void nothingIsKickedForBeforeTheListIsOnItsWay() {
        scripts(SCRIPTS);
        var ignored = list(SEEN, kickoff(""));
        service.pass(SOON.dividedBy(2));
        assertThat(kicks).isEmpty();
    }

    @Test
    void whatIsSmallIsBoundedByItsNumber() {
        for (int n = 0; n <= Room.MOST; n++) {
            run(1);
        }
        kicks.clear();
        assertThat(list(SEEN, kickoff(""))).hasSize(Room.MOST);
        assertThat(followed(SEEN, SOON)).containsExactly(List.of(inOrder().getLast()));
    }

    @Test
    void anAgentThatStartsHearsAllTimetablesAtOnceAndTheRestWhenItHasStarted() {
        scripts(SCRIPTS, "Frequency", "rate(1d)");
        List<String> timetables = inOrder();
        List<String> given = all(list(SEEN, kickoff("")), followed(SEEN, SOON));
        assertThat(given).as("new ones come in parts").containsAll(timetables);
        scripts(SCRIPTS);

        List<String> first = list(SEEN, "reason=startup&cold_start=false");
        assertThat(first).containsAll(timetables);
        service.pass(STARTED.minus(SOON));
        assertThat(kicks).as("it would not ask").isEmpty();
        List<String> rest = all(List.of(), followed(SEEN, SOON));
        rest.removeAll(timetables);
        assertThat(all(first.stream().filter(id -> !timetables.contains(id)).toList(), List.of(rest)))
                .isEqualTo(inOrder().subList(SCRIPTS, 2 * SCRIPTS));
    }

    @Test
    void whatOurAgentHadWhenItDiedIsGivenToTheNextInPartsToo() {
        scripts(SCRIPTS);
        assertThat(all(list(OURS, kickoff("")), followed(OURS, SOON))).hasSize(SCRIPTS);
        service.pass(Duration.ofSeconds(1));
        kicks.clear();

        List<String> first = list(OURS, "reason=startup&cold_start=false");
        assertThat(first).hasSizeLessThan(SCRIPTS);
        List<String> all = all(first, followed(OURS, STARTED));
        assertThat(all).isEqualTo(inOrder()).hasSize(SCRIPTS);
    }

    @Test
    void aPartThatDidNotArriveIsGivenAgainWholeAndNothingElseInItsPlace() {
        scripts(SCRIPTS);
        String query = kickoff("");
        List<String> lost = list(NEWER, query);
        service.pass(Duration.ofSeconds(2));
        kicks.clear();
        assertThat(list(NEWER, query)).containsAll(lost);
        List<List<String>> rest = followed(NEWER, SOON);
        assertThat(all(lost, rest)).containsAll(inOrder());
        assertThat(all(List.of(), rest)).doesNotContainAnyElementsOf(lost);
    }

    @Test
    void whoIsKickedAndDoesNotAskIsKickedAgain() {
        scripts(SCRIPTS);
        var ignored = list(SEEN, kickoff(""));
        service.pass(SOON);
        assertThat(kicks).hasSize(1);
        service.pass(Duration.ofSeconds(2));
        kicks.clear();
        service.pass(Duration.ofSeconds(3));
        assertThat(kicks).isNotEmpty();
    }
}
