package io.opsbus.invocation.agentlink;

import io.opsbus.invocation.agentlink.limit.Allowances;
import io.opsbus.invocation.link.AgentTasks;
import io.opsbus.invocation.link.InMemoryAgentTasks;
import io.opsbus.rpc.http.HttpCall;
import io.opsbus.rpc.http.HttpReply;
import io.opsbus.testkit.SettableClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

/** The door, before agents that are in memory. */
abstract class AgentDoorScene {
    static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    static final Signer ONE = new Signer("mi-000000000000000001", "machine-one");
    static final Signer OTHER = new Signer("mi-000000000000000002", "machine-two");

    final SettableClock clock = SettableClock.at(NOW);
    final InMemoryAgentTasks tasks = new InMemoryAgentTasks();
    final Path published;
    /** Another one where a test looks at what a defence is worth. */
    AgentDoor door;

    AgentDoorScene(Path published) {
        this.published = published;
        this.door = door(tasks);
    }

    AgentDoor door(AgentTasks behind) {
        return new Doors(behind, clock, Allowances.Limits.USUAL, published).open();
    }

    @BeforeEach
    void bothAreRegistered() {
        tasks.known(ONE.instance(), ONE.key());
        tasks.known(OTHER.instance(), OTHER.key());
    }

    HttpReply call(String path, String query, Map<String, String> headers, String body) {
        return door.answer(new HttpCall(
                "POST", "/luban/api/" + path, query, headers, body.getBytes(StandardCharsets.UTF_8), "10.0.0.9"));
    }

    HttpReply signed(String path, String query, String body) {
        return call(path, query, ONE.headers(clock.instant()), body);
    }

    String delivered(String id, String script) {
        tasks.add(ONE.instance(), Given.shell(id, script));
        return signed("v1/task/list", "reason=kickoff&taskId=" + id, "").bodyText();
    }
}
