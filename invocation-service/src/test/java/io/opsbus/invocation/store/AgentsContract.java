package io.opsbus.invocation.store;

import static io.opsbus.invocation.Given.LINUX;
import static io.opsbus.invocation.Given.NOON;
import static io.opsbus.invocation.Given.WINDOWS;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.fleet.Agents;
import io.opsbus.invocation.fleet.Tellings;
import io.opsbus.invocation.link.AgentNews;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a store of agents does, be it real or fake: what was heard of them, and of whom others are to be told. */
abstract class AgentsContract {
    /** Of whom nothing was heard yet. */
    abstract Agents agents();

    @Test
    void ofAnAgentTheLastNewsCount() {
        agents().connected(LINUX, new AgentNews("2.2.3.578", "linux", "c-1"), NOON);
        agents().heard(LINUX, AgentNews.heard("", ""), NOON.plusSeconds(60));
        var presence = agents().presence(LINUX).orElseThrow();
        assertThat(presence.version()).isEqualTo("2.2.3.578");
        assertThat(presence.heard()).isEqualTo(NOON.plusSeconds(60));
        assertThat(presence.connection()).isEqualTo("c-1");

        agents().connected(LINUX, new AgentNews("2.2.3.579", "", "c-2"), NOON.plusSeconds(61));
        agents().disconnected(LINUX, "c-1");
        assertThat(agents().presence(LINUX).orElseThrow().connection()).isEqualTo("c-2");
        agents().disconnected(LINUX, "c-2");
        assertThat(agents().presence(LINUX).orElseThrow().connection()).isNull();
        assertThat(agents().presence(List.of(WINDOWS))).isEmpty();
    }

    @Test
    void whenAnAgentRefusedAKickIsKnownUntilItRefusesAnother() {
        agents().refused(LINUX, NOON);
        assertThat(agents().presence(LINUX)).as("never heard of").isEmpty();
        agents().connected(LINUX, new AgentNews("2.2.3.578", "linux", "c-1"), NOON);
        assertThat(agents().presence(LINUX).orElseThrow().refused()).isNull();
        agents().refused(LINUX, NOON.plusSeconds(1));
        agents().refused(LINUX, NOON.plusSeconds(2));
        agents().heard(LINUX, AgentNews.heard("", ""), NOON.plusSeconds(60));
        agents().disconnected(LINUX, "c-1");
        assertThat(agents().presence(LINUX).orElseThrow().refused()).isEqualTo(NOON.plusSeconds(2));
    }

    @Test
    void anAgentIsToldOfWhenItComesAndGoesAndNotAtEachHeartbeat() {
        var agents = agents();
        var rules = new Tellings(Duration.ofMinutes(3), Duration.ofMinutes(1), Duration.ofMinutes(10), 10);
        agents.connected(LINUX, new AgentNews("2.2.3.578", "linux", "c-1"), NOON);
        assertThat(tell(agents, rules, 0)).containsExactly(LINUX + " connected");
        for (int minute = 1; minute < 10; minute++) {
            agents.heard(LINUX, AgentNews.heard("", ""), NOON.plusSeconds(60L * minute));
            assertThat(tell(agents, rules, minute)).isEmpty();
        }
        agents.heard(LINUX, AgentNews.heard("", ""), NOON.plusSeconds(600));
        assertThat(tell(agents, rules, 10)).containsExactly(LINUX + " connected");
        // silent, and silent still
        assertThat(tell(agents, rules, 13)).containsExactly(LINUX + " gone");
        assertThat(tell(agents, rules, 60)).isEmpty();
        // back, without a websocket
        agents.disconnected(LINUX, "c-1");
        agents.heard(LINUX, AgentNews.heard("", ""), NOON.plusSeconds(3_660));
        assertThat(tell(agents, rules, 61)).containsExactly(LINUX + " gone");
        assertThat(tell(agents, rules, 61)).isEmpty();
    }

    @Test
    void soManyAgentsAreToldOfAtATimeAndTheOthersNext() {
        var agents = agents();
        for (int i = 0; i < 5; i++) {
            agents.heard(new InstanceId("i-" + i), AgentNews.heard("", ""), NOON);
        }
        var rules = new Tellings(Duration.ofMinutes(3), Duration.ofMinutes(1), Duration.ofMinutes(10), 3);
        assertThat(tell(agents, rules, 0)).hasSize(3);
        assertThat(tell(agents, rules, 0)).hasSize(2);
        assertThat(tell(agents, rules, 0)).isEmpty();
    }

    private static List<String> tell(Agents agents, Tellings rules, int minute) {
        var now = NOON.plusSeconds(60L * minute);
        var due = agents.untold(rules, now);
        agents.told(due, now);
        return due.stream()
                .map(news -> news.instance() + (news.isConnected() ? " connected" : " gone"))
                .toList();
    }
}
