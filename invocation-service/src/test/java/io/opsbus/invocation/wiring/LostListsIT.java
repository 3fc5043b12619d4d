package io.opsbus.invocation.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.invocation.agentlink.AgentListener;
import io.opsbus.rpc.micronaut.RunningService;
import io.opsbus.testkit.agent.AgentServer;
import io.opsbus.testkit.agent.Mischief;
import io.opsbus.testkit.agent.Pace;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/**
 * The service has decided what agents are given, and they do not hear it: as when it is killed between commit and answer. They
 * are not started anew, and do what they were to do all the same.
 */
class LostListsIT {
    private static final int AGENTS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void aTimetableAndAChangeOfItAreGivenAgain() throws Exception {
        Map<String, Object> settings = Surroundings.settings();
        settings.put("opsbus.command.url", "http://127.0.0.1:1");
        settings.put("opsbus.invocation.agents.port", 0);
        try (RunningService service = Main.SERVICE.start(settings);
                var front = new AgentFront();
                var threads = Executors.newVirtualThreadPerTaskExecutor();
                var client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .executor(threads)
                        .build();
                var work = new AcceptedWork(10, true)) {
            front.lead(service.context().getBean(AgentListener.class).port());
            var caller = new Caller(service.url());
            var server = new AgentServer(
                    URI.create("http://127.0.0.1:" + front.port()), client, Clock.systemUTC(), Mischief.NONE);
            work.connect(server, caller, AGENTS, Pace.OFFICIAL.times(60));

            loseLists(front, () -> work.repeat(caller));
            work.assertRepeats(caller);
            loseLists(front, () -> work.changeRepeated(caller));
            work.assertRepeats(caller);
            assertThat(work.agents())
                    .as("none was started anew")
                    .hasSize(AGENTS)
                    .allMatch(agent -> agent.isConnected());
        }
    }

    /** Each agent asks, and once more by itself, and does not hear what it is given. */
    private static void loseLists(AgentFront front, Runnable change) {
        int before = front.lostLists();
        front.loseLists(true);
        change.run();
        await().atMost(PATIENCE).until(() -> front.lostLists() >= before + 2 * AGENTS);
        front.loseLists(false);
    }
}
