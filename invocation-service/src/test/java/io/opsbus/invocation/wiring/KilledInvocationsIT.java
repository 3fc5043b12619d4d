package io.opsbus.invocation.wiring;

import io.opsbus.invocation.agentlink.AgentListener;
import io.opsbus.rpc.micronaut.RunningService;
import io.opsbus.testkit.Backbone;
import io.opsbus.testkit.Seeds;
import io.opsbus.testkit.agent.AgentServer;
import io.opsbus.testkit.agent.Mischief;
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
 * SIGKILL of the service, of Kafka, of PostgreSQL and of agents while commands run, tell of their output and are repeated, and files
 * are sent, with reports that arrive twice and late: whatever was accepted ends, nothing runs twice at an agent, no output is told that
 * no agent wrote, nor is any gone that was taken.
 */
class KilledInvocationsIT {
    private static final int AGENTS = 8;
    private static final int KILLS = 3;
    private static final int ACCEPTED_BEFORE_A_KILL = 25;
    /** The shortest a command can have. */
    private static final int TIMEOUT = 10;

    /** Parts of output that come often, and yet so far apart that a whole run is no flood. */
    private static final Pace QUICK = Pace.OFFICIAL.times(60).ticking(6);

    private static Map<String, Object> settings() {
        Map<String, Object> settings = Surroundings.settings();
        settings.put("opsbus.command.url", "http://127.0.0.1:1");
        settings.put("opsbus.invocation.agents.port", 0);
        settings.put("opsbus.invocation.delivery", "15s");
        settings.put("opsbus.invocation.grace", "5s");
        settings.put("opsbus.invocation.silence", "60s");
        return settings;
    }

    /** What a test does with a front, agents' way to the service behind it, and work. */
    @FunctionalInterface
    private interface Scene {
        void play(AgentFront front, AgentServer server, AcceptedWork work) throws Exception;
    }

    private static void play(SplittableRandom random, Scene scene) throws Exception {
        try (var front = new AgentFront();
                var work = new AcceptedWork(TIMEOUT, true);
                var threads = Executors.newVirtualThreadPerTaskExecutor();
                var client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .executor(threads)
                        .build()) {
            var server = new AgentServer(
                    URI.create("http://127.0.0.1:" + front.port()),
                    client,
                    Clock.systemUTC(),
                    Mischief.seeded(random.split(), Duration.ofMillis(300)));
            scene.play(front, server, work);
        }
    }

    /** Every fourth runs so long that some of its output is told meanwhile. */
    private static void invoke(AcceptedWork work, Caller caller, int more) {
        int enough = work.accepted() + more;
        while (work.accepted() < enough) {
            work.invoke(caller, work.accepted() % 4 == 1 ? 2 : 0);
        }
        work.sendFile(caller);
    }

    @Test
    void aServiceThatIsKilledLosesNothing() throws Exception {
        var random = Seeds.random("KilledInvocationsIT.service");
        Map<String, Object> settings = settings();
        play(random, (front, server, work) -> {
            for (int round = 0; round < KILLS; round++) {
                DoomedService doomed = DoomedService.start(settings);
                try {
                    front.lead(doomed.agents());
                    var caller = new Caller(doomed.url());
                    if (round == 0) {
                        work.connect(server, caller, AGENTS, QUICK);
                        work.repeat(caller);
                    } else {
                        AcceptedWork.awaitService(caller);
                    }
                    invoke(work, caller, ACCEPTED_BEFORE_A_KILL + random.nextInt(ACCEPTED_BEFORE_A_KILL));
                } finally {
                    doomed.kill();
                }
            }
            try (RunningService last = Main.SERVICE.start(settings)) {
                front.lead(last.context().getBean(AgentListener.class).port());
                work.assertWorkGetsDone(new Caller(last.url()));
            }
        });
    }

    @Test
    void partsThatAreKilledBesideItLoseNothing() throws Exception {
        var random = Seeds.random("KilledInvocationsIT.parts");
        play(random, (front, server, work) -> {
            try (RunningService service = Main.SERVICE.start(settings())) {
                front.lead(service.context().getBean(AgentListener.class).port());
                var caller = new Caller(service.url());
                work.connect(server, caller, AGENTS, QUICK);
                work.repeat(caller);
                Backbone.Faults[] parts = {
                    Backbone.get().postgres(), Backbone.get().kafka()
                };
                for (Backbone.Faults part : parts) {
                    invoke(work, caller, 1 + random.nextInt(ACCEPTED_BEFORE_A_KILL));
                    part.kill();
                    try {
                        // refused or taken, whichever it can
                        work.invoke(caller, 0);
                        work.invoke(caller, 0);
                        work.sendFile(caller);
                    } finally {
                        part.start();
                    }
                    AcceptedWork.awaitService(caller);
                    work.assertWorkGetsDone(caller);
                }
            }
        });
    }

    @Test
    void agentsThatAreKilledInMidRunRunNothingTwice() throws Exception {
        var random = Seeds.random("KilledInvocationsIT.agents");
        play(random, (front, server, work) -> {
            try (RunningService service = Main.SERVICE.start(settings())) {
                front.lead(service.context().getBean(AgentListener.class).port());
                var caller = new Caller(service.url());
                work.connect(server, caller, AGENTS, QUICK);
                work.repeat(caller);
                for (int round = 0; round < KILLS; round++) {
                    work.invoke(caller, 0);
                    work.invoke(caller, 2);
                    // is ended by its agent, where that lives so long
                    work.invoke(caller, 2 * TIMEOUT);
                    work.sendFile(caller);
                    work.awaitBegun();
                    for (int agent = 0; agent < AGENTS; agent += 1 + random.nextInt(2)) {
                        work.kill(agent);
                    }
                }
                work.assertWorkGetsDone(caller);
            }
        });
    }
}
