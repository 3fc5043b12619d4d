package io.opsbus.invocation.agentlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.agentlink.limit.Allowances;
import io.opsbus.invocation.link.AgentTasks;
import io.opsbus.rpc.http.HttpCall;
import io.opsbus.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Threat 2: requests that were answered are recorded and sent again, as they were and changed where the signature does not look, to
 * this process, to another one and to one that has just started, at once and at both ends of the time they are believed. None is taken.
 */
class ReplaysTest extends AgentDoorScene {
    /** Threat 2 asks for 10^5: {@code -Dopsbus.replays=100000}. */
    private static final int REQUESTS = Integer.getInteger("opsbus.replays", 300);

    private static final int AT_ONCE = 500;
    private static final int AGENTS = 100;
    private static final KeyPair KEYS = Signer.keys(2048);
    private static final List<String> PATHS = List.of(
            "heart-beat",
            "metrics",
            "v1/task/list",
            "v1/task/running",
            "v1/task/finish",
            "v1/task/stopped",
            "v1/exception/client_report",
            "gshell",
            "v1/plugin/list");
    /** What could end or begin something. */
    private static final List<String> ELSEWHERE = List.of(
            "instance/deregister",
            "v1/task/list",
            "v1/task/finish",
            "v1/task/stopped",
            "v1/update/parcel",
            "heart-beat");

    private final List<Signer> agents = IntStream.range(0, AGENTS)
            .mapToObj(n -> new Signer("mi-%018d".formatted(100 + n), "machine-" + n, KEYS))
            .toList();
    private long sentAgain;

    ReplaysTest(@TempDir Path published) {
        super(published);
    }

    private record Sent(String path, String query, Map<String, String> headers, Instant time, String body) {}

    /** A process over the same store. */
    private AgentDoor fresh(AgentTasks store) {
        return new Doors(store, clock, Allowances.Limits.NONE, published).open();
    }

    private static int send(AgentDoor to, String path, String query, Map<String, String> headers, String body) {
        return to.answer(new HttpCall(
                        "POST",
                        "/luban/api/" + path,
                        query,
                        headers,
                        body.getBytes(StandardCharsets.US_ASCII),
                        "10.0.0.9"))
                .status();
    }

    private Sent request(SplittableRandom random, int number) {
        Signer agent = agents.get(number % AGENTS);
        long skew = Proof.SKEW.toMillis();
        // also at the very ends
        long off = random.nextInt(10) == 0 ? (random.nextBoolean() ? skew : -skew) : random.nextLong(-skew, skew + 1);
        Instant time = clock.instant().plusMillis(off);
        return new Sent(
                PATHS.get(random.nextInt(PATHS.size())),
                "taskId=t-" + (number % AGENTS) + "&invokeVersion=0&start=1&end=2&exitCode=0&reason=startup",
                agent.headers(agent.instance().text(), time, UUID.randomUUID().toString()),
                time,
                "body " + number);
    }

    private void refused(AgentDoor by, String path, String query, Sent sent, String body) {
        sentAgain++;
        assertThat(send(by, path, query, sent.headers(), body))
                .as(sent.path() + " again at " + path + " of " + sent.headers())
                .isEqualTo(401);
    }

    /** Every way a recorded request can be sent again, at this moment. */
    private void again(SplittableRandom random, Sent sent, List<AgentDoor> doors) {
        for (AgentDoor door : doors) {
            refused(door, sent.path(), sent.query(), sent, sent.body());
            String elsewhere = ELSEWHERE.get(random.nextInt(ELSEWHERE.size()));
            refused(door, elsewhere, "reason=kickoff&taskId=t-1", sent, "");
            refused(door, sent.path(), sent.query(), sent, "changed");
        }
    }

    @Test
    void noneOfThemIsTakenAgain() {
        assertNoneIsTakenAgain(tasks);
    }

    /** Each process remembers what it has heard itself: only another one can notice. */
    @Test
    void thatTheStoreForgetsAtOnceIsNoticed() {
        var forgetful = new RelayedTasks(tasks) {
            @Override
            public boolean spend(InstanceId instance, String request) {
                return true;
            }
        };
        assertThatThrownBy(() -> assertNoneIsTakenAgain(forgetful)).isInstanceOf(AssertionError.class);
    }

    private void assertNoneIsTakenAgain(AgentTasks store) {
        AgentDoor first = fresh(store);
        AgentDoor other = fresh(store);
        SplittableRandom random = Seeds.random("ReplaysTest");
        agents.forEach(agent -> tasks.known(agent.instance(), agent.key()));
        for (int n = 0; n < AGENTS; n++) {
            tasks.add(agents.get(n).instance(), Given.shell("t-" + n, "echo"));
        }
        int taken = 0;
        for (int done = 0; done < REQUESTS; done += AT_ONCE) {
            List<Sent> recorded = new ArrayList<>();
            for (int n = done; n < Math.min(REQUESTS, done + AT_ONCE); n++) {
                Sent sent = request(random, n);
                taken += send(first, sent.path(), sent.query(), sent.headers(), sent.body()) == 401 ? 0 : 1;
                recorded.add(sent);
            }
            int told = tasks.told().size();
            AgentDoor started = fresh(store);
            recorded.forEach(sent -> again(random, sent, List.of(first, other, started)));
            // as late as the latest of them is believed, and a moment later
            clock.advance(Proof.SKEW.multipliedBy(2));
            recorded.forEach(sent -> refused(first, sent.path(), sent.query(), sent, sent.body()));
            AgentDoor late = fresh(store);
            recorded.forEach(sent -> refused(late, sent.path(), sent.query(), sent, sent.body()));
            clock.advance(Duration.ofMillis(1));
            // now none is, and the store need not know of them any more
            tasks.forgetSpent();
            AgentDoor later = fresh(store);
            recorded.forEach(sent -> refused(later, sent.path(), sent.query(), sent, sent.body()));
            assertThat(tasks.told()).as("nothing has changed").hasSize(told);
        }
        assertThat(taken).as("each of them was good once").isEqualTo(REQUESTS);
        assertThat(sentAgain).isEqualTo(12L * REQUESTS);
        assertThat(agents).noneMatch(agent -> tasks.hasLeft(agent.instance()));
    }
}
