package io.opsbus.invocation.wiring;

import static org.awaitility.Awaitility.await;

import io.opsbus.invocation.agentlink.AgentListener;
import io.opsbus.rpc.micronaut.RunningService;
import io.opsbus.testkit.Seeds;
import io.opsbus.testkit.agent.AgentServer;
import io.opsbus.testkit.agent.Mischief;
import io.opsbus.testkit.agent.OfficialAgent;
import io.opsbus.testkit.agent.Pace;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/**
 * Official agents that were seen, and newer ones, which run again whatever they are given again: while reports come twice and late, kicks are
 * heard more than once, lists overtake each other or are lost, and sockets are cut, whatever was accepted ends, nothing runs twice, and no
 * output is invented.
 */
class MixedFleetIT {
    private static final int AGENTS = 6;
    private static final int ROUNDS = 8;
    private static final int TIMEOUT = 10;
    private static final Duration LATEST = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** The wait after a redial that failed would be all this test does. */
    private static final Pace QUICK = Pace.OFFICIAL.times(60).ticking(6).waiting(Duration.ofSeconds(3));

    @Test
    void runsNothingTwiceWhateverIsLostOrComesTwice() throws Exception {
        SplittableRandom random = Seeds.random("MixedFleetIT");
        Map<String, Object> settings = Surroundings.settings();
        settings.put("opsbus.command.url", "http://127.0.0.1:1");
        settings.put("opsbus.invocation.agents.port", 0);
        settings.put("opsbus.invocation.delivery", "15s");
        settings.put("opsbus.invocation.grace", "5s");
        try (RunningService service = Main.SERVICE.start(settings);
                var front = new AgentFront();
                var threads = Executors.newVirtualThreadPerTaskExecutor();
                var client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .executor(threads)
                        .build();
                var work = new AcceptedWork(TIMEOUT, false)) {
            front.lead(service.context().getBean(AgentListener.class).port());
            var caller = new Caller(service.url());
            var server = new AgentServer(
                    URI.create("http://127.0.0.1:" + front.port()),
                    client,
                    Clock.systemUTC(),
                    Mischief.wild(random.split(), LATEST));
            work.connect(server, caller, AGENTS, QUICK);
            work.repeat(caller);
            for (int round = 0; round < ROUNDS; round++) {
                work.invoke(caller, random.nextInt(3));
                work.sendFile(caller);
                disturb(random, front, work, caller);
            }
            work.awaitEnds(caller);
            await().atMost(PATIENCE).until(() -> work.agents().stream().allMatch(OfficialAgent::isConnected));
            work.assertWorkGetsDone(caller);
        }
    }

    private static void disturb(SplittableRandom random, AgentFront front, AcceptedWork work, Caller caller)
            throws InterruptedException {
        switch (random.nextInt(4)) {
            case 0 -> {
                int before = front.lostLists();
                front.loseLists(true);
                work.invoke(caller, 0);
                await().atMost(PATIENCE).until(() -> front.lostLists() >= before + AGENTS);
                front.loseLists(false);
            }
            case 1 -> cut(front, AgentFront.Cut.REFUSED, work, caller);
            case 2 -> cut(front, AgentFront.Cut.FORGOTTEN, work, caller);
            default -> work.kill(random.nextInt(AGENTS));
        }
    }

    /** What was given before may be told only after it, or never. */
    private static void cut(AgentFront front, AgentFront.Cut how, AcceptedWork work, Caller caller) {
        int begun = work.begun();
        work.invoke(caller, 0);
        await().atMost(PATIENCE).until(() -> work.begun() > begun);
        front.cut(how);
        try {
            work.invoke(caller, 1);
            work.invoke(caller, 0);
        } finally {
            front.mend();
        }
    }
}
