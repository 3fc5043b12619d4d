package io.opsbus.invocation.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.invocation.agentlink.AgentListener;
import io.opsbus.invocation.task.TaskLimits;
import io.opsbus.invocation.wiring.AgentFront.Cut;
import io.opsbus.rpc.micronaut.RunningService;
import io.opsbus.testkit.agent.AgentServer;
import io.opsbus.testkit.agent.Mischief;
import io.opsbus.testkit.agent.OfficialAgent;
import io.opsbus.testkit.agent.Pace;
import io.opsbus.testkit.agent.SignedAhead;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The network between agents and service is cut, for 12 s and for 3 min, while commands wait, run, tell of their output and are sent,
 * and files too: all end, none runs twice, no output is invented, and afterwards the same agents do new work and go on with what is
 * repeated.
 *
 * <p>Everything that waits is 20 times faster here, cuts included; {@code -Dopsbus.cut.faster=1} has the real times, and
 * takes a quarter of an hour.
 */
class CutNetworkIT {
    private static final int FASTER = Integer.getInteger("opsbus.cut.faster", 20);
    private static final int AGENTS = 6;
    private static final Duration SHORT_CUT = Duration.ofSeconds(12).dividedBy(FASTER);
    private static final Duration LONG_CUT = Duration.ofMinutes(3).dividedBy(FASTER);
    private static final Duration BEAT = Duration.ofMinutes(1).dividedBy(FASTER);
    /** The shortest a command can have is 10 s. */
    private static final int TIMEOUT = Math.max(10, 60 / FASTER);

    private static RunningService service;
    private static AgentFront front;
    private static HttpClient client;
    private static Caller caller;

    @BeforeAll
    static void start() {
        Map<String, Object> settings = Surroundings.settings();
        settings.put("opsbus.command.url", "http://127.0.0.1:1");
        settings.put("opsbus.invocation.agents.port", 0);
        TaskLimits usual = TaskLimits.DEFAULT;
        settings.put(
                "opsbus.invocation.delivery", usual.delivery().dividedBy(FASTER).toString());
        settings.put("opsbus.invocation.grace", usual.grace().dividedBy(FASTER).toString());
        settings.put(
                "opsbus.invocation.silence", usual.silence().dividedBy(FASTER).toString());
        service = Main.SERVICE.start(settings);
        front = new AgentFront();
        front.lead(service.context().getBean(AgentListener.class).port());
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
        caller = new Caller(service.url());
    }

    @AfterAll
    static void stop() {
        client.shutdownNow();
        front.close();
        service.close();
    }

    @Test
    void connectionsThatSurviveAShortCut() throws Exception {
        assertNothingIsLost(Cut.KEPT, SHORT_CUT);
    }

    @Test
    void connectionsThatDoNotSurviveAShortCut() throws Exception {
        assertNothingIsLost(Cut.FORGOTTEN, SHORT_CUT);
    }

    @Test
    void connectionsThatSurviveALongCut() throws Exception {
        assertNothingIsLost(Cut.KEPT, LONG_CUT);
    }

    @Test
    void connectionsThatDoNotSurviveALongCut() throws Exception {
        assertNothingIsLost(Cut.FORGOTTEN, LONG_CUT);
    }

    /** Each agent's one redial falls into the cut: its heartbeats come back before its websocket does. */
    @Test
    void agentsThatRedialWithinTheCut() throws Exception {
        assertNothingIsLost(Cut.REFUSED, LONG_CUT);
    }

    private static void assertNothingIsLost(Cut how, Duration length) throws Exception {
        var server = new AgentServer(
                URI.create("http://127.0.0.1:" + front.port()),
                client,
                Clock.systemUTC(),
                Mischief.NONE,
                new SignedAhead(),
                AgentServer.Patience.OFFICIAL.times(FASTER));
        Pace pace = Pace.OFFICIAL.times(FASTER);
        // the half hour after a redial that failed would be all this test does
        Pace impatient = pace.waiting(Duration.ofSeconds(5));
        try (var work = new AcceptedWork(TIMEOUT, false);
                var beats = Executors.newSingleThreadScheduledExecutor()) {
            work.connect(server, caller, AGENTS, impatient);
            var _ = beats.scheduleAtFixedRate(() -> beat(work), 0, BEAT.toMillis(), TimeUnit.MILLISECONDS);
            work.repeat(caller);
            work.assertWorkGetsDone(caller);

            // some of it is at the agents when the network goes, and its output and its end fall into the cut
            work.invoke(caller, 1);
            int begun = work.begun();
            front.cut(how);
            try {
                long end = System.nanoTime() + length.toNanos();
                work.invoke(caller, 0);
                work.invoke(caller, 0);
                work.sendFile(caller);
                if (length.equals(LONG_CUT)) {
                    // by their deadlines alone, for no agent can be heard
                    work.awaitEnds(caller);
                }
                await().pollInterval(BEAT.dividedBy(10))
                        .atMost(length.multipliedBy(2))
                        .until(() -> System.nanoTime() > end);
                assertThat(work.begun()).as("begun within the cut").isLessThanOrEqualTo(begun + AGENTS);
            } finally {
                front.mend();
            }
            work.assertWorkGetsDone(caller);
            beats.shutdownNow();
        }
    }

    /** Each on a thread of its own: in the cut they hang. */
    private static void beat(AcceptedWork work) {
        work.agents().forEach(agent -> Thread.startVirtualThread(() -> beat(agent)));
    }

    private static void beat(OfficialAgent agent) {
        try {
            agent.beat();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }
}
