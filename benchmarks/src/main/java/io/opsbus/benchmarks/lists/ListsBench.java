package io.opsbus.benchmarks.lists;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsbus.benchmarks.BenchFailure;
import io.opsbus.benchmarks.Benchmark;
import io.opsbus.benchmarks.Home;
import io.opsbus.benchmarks.Option;
import io.opsbus.benchmarks.Options;
import io.opsbus.benchmarks.api.ClosedLoop;
import io.opsbus.benchmarks.api.ServiceProcess;
import io.opsbus.benchmarks.measure.Moment;
import io.opsbus.benchmarks.measure.ResultFile;
import io.opsbus.benchmarks.measure.Window;
import io.opsbus.benchmarks.process.Programs;
import io.opsbus.testkit.agent.AgentServer;
import io.opsbus.testkit.agent.SimulatedIdentity;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lists of invocation-service, and an agent's fetch: whether what one costs grows with what is kept. */
public final class ListsBench implements Benchmark {
    /** So long a connection of the service may keep what it has counted to itself (PostgreSQL: ten seconds when it is idle). */
    private static final Duration COUNTED = Duration.ofMillis(10_500);
    /** What an agent has is a hundredth of what is kept. */
    private static final int PART_HELD = 100;

    @Override
    public String name() {
        return "lists";
    }

    @Override
    public String summary() {
        return "What lists of invocations and an agent's fetch cost over few and over many kept tasks and runs.";
    }

    @Override
    public List<Option> options() {
        return List.of(
                new Option("kept", Option.Kind.NUMBERS, "1000,10000,100000", "tasks, and runs of one task, growing"),
                new Option("calls", Option.Kind.NUMBER, "300", "of a stretch"),
                new Option("clients", Option.Kind.NUMBER, "2", "connections that ask at once"),
                new Option("results", Option.Kind.PATH, "", "folder of the result file, default benchmarks/results"));
    }

    /** One stretch: of a call pages looked at and CPU in microseconds; half of them took p50 milliseconds at most. */
    private record Row(
            int kept,
            String call,
            double pages,
            double serviceMicros,
            double postgresMicros,
            double p50,
            double othersCores,
            long refused) {}

    @Override
    public Verdict run(Options options) throws BenchFailure {
        Home home = Home.find();
        var result = new ResultFile(home.path(), home.results(options), name(), Instant.now());
        result.put("settings", options.values());
        result.put("jvm", ServiceProcess.JVM);
        List<Row> rows;
        try (Programs programs = Programs.open()) {
            System.out.println("Starting Kafka, PostgreSQL, registry, invocation-service...");
            rows = new Run(ListsSystem.start(home, programs), options).all();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", ended);
        }
        result.put("stretches", rows);
        try {
            System.out.println("\nResult: " + result.write());
        } catch (IOException e) {
            throw new BenchFailure("cannot write the result: " + e, e);
        }
        return rows.stream().allMatch(row -> row.refused == 0) ? Verdict.SOUND : Verdict.UNSOUND;
    }

    /** One kind of call. */
    private record Listing(String name, String action, Map<String, String> parameters) {}

    /** One run over one system. */
    private static final class Run {
        private final ListsSystem system;
        private final int calls;
        private final List<Integer> sizes;
        private final ClosedLoop loop;
        private final SeededHistory history;
        private final AgentServer agents;
        private final SimulatedIdentity agent;
        private final List<Row> rows = new ArrayList<>();

        Run(ListsSystem system, Options options) throws BenchFailure, InterruptedException {
            this.system = system;
            this.calls = options.number("calls");
            this.sizes = options.numbers("kept");
            this.loop = new ClosedLoop(system.requests().port(), options.number("clients"), system.pids());
            this.history = new SeededHistory(system);
            HttpClient client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            this.agents = new AgentServer(URI.create("http://127.0.0.1:" + system.agents()), client, Clock.systemUTC());
            this.agent = registered();
        }

        private SimulatedIdentity registered() throws BenchFailure, InterruptedException {
            JsonNode activation = system.ask("CreateActivation", Map.of("InstanceCount", "1"));
            try {
                return agents.register(
                        activation.path("ActivationId").asText(),
                        activation.path("ActivationCode").asText(),
                        "bench",
                        SimulatedIdentity.freshKeys());
            } catch (IOException refused) {
                throw new BenchFailure("a machine cannot register: " + refused, refused);
            }
        }

        List<Row> all() throws BenchFailure, InterruptedException {
            for (Listing one : lists()) {
                // not counted: the compilers get warm
                var ignored = loop.run(calls, _ -> system.request(one.action(), one.parameters()));
            }
            int before = 0;
            for (int kept : sizes) {
                history.grow(before, kept);
                history.has(agent.instanceId(), before / PART_HELD, kept / PART_HELD);
                before = kept;
                for (Listing one : lists()) {
                    list(kept, one);
                }
                fetch(kept);
            }
            return rows;
        }

        private List<Listing> lists() {
            Map<String, String> ten = new HashMap<>();
            for (int n = 0; n < SeededHistory.INSTANCES.size(); n++) {
                ten.put("InstanceId." + (n + 1), SeededHistory.INSTANCES.get(n));
            }
            String results = "DescribeInvocationResults";
            Map<String, String> part = Map.of("MaxResults", "50");
            return List.of(
                    new Listing("invocations", "DescribeInvocations", part),
                    new Listing(
                            "invocations, InstanceId",
                            "DescribeInvocations",
                            Map.of("MaxResults", "50", "InstanceId", SeededHistory.INSTANCES.getLast())),
                    new Listing("results", results, part),
                    new Listing("results, InvokeId", results, Map.of("InvokeId", SeededHistory.invocation(7))),
                    new Listing(
                            "results, IncludeHistory",
                            results,
                            Map.of("MaxResults", "50", "InvokeId", history.periodic(), "IncludeHistory", "true")),
                    new Listing("agents, 10 InstanceId", "DescribeCloudAssistantStatus", ten));
        }

        private void list(int kept, Listing one) throws BenchFailure, InterruptedException {
            long before = history.pages();
            ClosedLoop.Stretch stretch = loop.run(calls, _ -> system.request(one.action(), one.parameters()));
            double p50 = stretch.latency().getValueAtPercentile(50) / 1e6;
            told(kept, one.name(), before, stretch.window(), p50, stretch.refused());
            if (stretch.refused() > 0) {
                System.out.println("    " + stretch.refused() + " refused, the first: " + stretch.firstRefusal());
            }
        }

        /** As after a kick, by an agent that has all it is owed. */
        private void fetch(int kept) throws BenchFailure, InterruptedException {
            long before = history.pages();
            long refused = 0;
            Moment begin = Moment.now(system.pids());
            try {
                for (int n = 0; n < calls; n++) {
                    String target = "/luban/api/v1/task/list?reason=kickoff&currentTime="
                            + agents.clock().millis() + "&offset=0&timeZone=UTC";
                    refused += agents.post(agent, target, new byte[0]).statusCode() == 200 ? 0 : 1;
                }
            } catch (IOException e) {
                throw new BenchFailure("an agent cannot fetch: " + e, e);
            }
            Window window = Window.between(begin, Moment.now(system.pids()), calls);
            String name = "fetch, has " + kept / PART_HELD;
            told(kept, name, before, window, 1e3 / window.perSecond(), refused);
        }

        private void told(int kept, String name, long before, Window window, double p50, long refused)
                throws BenchFailure, InterruptedException {
            Thread.sleep(COUNTED);
            var row = new Row(
                    kept,
                    name,
                    (history.pages() - before) / (double) calls,
                    window.cpuMicros(ListsSystem.SERVICE),
                    window.cpuMicros("postgres"),
                    p50,
                    window.othersCores(),
                    refused);
            rows.add(row);
            System.out.printf(
                    Locale.ROOT,
                    "  %7d kept, %-24s %7.0f pages  service %6.0f us  postgres %6.0f us  p50 %6.1f ms  others %.1f%n",
                    kept,
                    name,
                    row.pages,
                    row.serviceMicros,
                    row.postgresMicros,
                    row.p50,
                    row.othersCores);
        }
    }
}
