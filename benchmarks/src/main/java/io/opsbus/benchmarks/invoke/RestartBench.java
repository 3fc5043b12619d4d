package io.opsbus.benchmarks.invoke;

import io.opsbus.benchmarks.BenchFailure;
import io.opsbus.benchmarks.Benchmark;
import io.opsbus.benchmarks.Home;
import io.opsbus.benchmarks.Option;
import io.opsbus.benchmarks.Options;
import io.opsbus.benchmarks.measure.Memory;
import io.opsbus.benchmarks.measure.Moment;
import io.opsbus.benchmarks.measure.ResultFile;
import io.opsbus.benchmarks.measure.Table;
import io.opsbus.benchmarks.measure.Window;
import io.opsbus.benchmarks.process.Programs;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * Agents over a restart of invocation-service. They redial as the official one does: once, six seconds after the cut; whose redial
 * fails is away for half an hour (agent facts 7.1). Before them stands the front (ADR 15).
 */
public final class RestartBench implements Benchmark {
    private static final Duration STEP = Duration.ofMillis(20);
    private static final int FIFTY = 50;

    @Override
    public String name() {
        return "restart";
    }

    @Override
    public String summary() {
        return "invocation-service killed under connected agents: how soon all are back, and what the front takes.";
    }

    @Override
    public List<Option> options() {
        return List.of(
                new Option("agents", Option.Kind.NUMBER, "1000", "connected agents"),
                new Option("kills", Option.Kind.NUMBER, "3", "times the service is killed with -9 and started again"),
                new Option("limit", Option.Kind.NUMBER, "120", "seconds after which an agent counts as lost"),
                new Option("results", Option.Kind.PATH, "", "folder of the result file, default benchmarks/results"));
    }

    /**
     * One restart, in seconds since the kill.
     *
     * @param ready the service says so
     * @param half of the agents are connected again; then 99 of 100, and all
     * @param lost agents that are not
     * @param readable milliseconds until the results of 50 of them can be read afterwards
     * @param frontMiB the front's resident memory
     * @param frontMillis CPU the front took over it
     */
    record Restart(
            double ready,
            double half,
            double most,
            double all,
            long lost,
            double readable,
            long frontMiB,
            double frontMillis) {}

    @Override
    public Verdict run(Options options) throws BenchFailure {
        Home home = Home.find();
        var result = new ResultFile(home.path(), home.results(options), name(), Instant.now());
        result.put("settings", options.values());
        List<Restart> restarts = new ArrayList<>();
        try (Programs programs = Programs.open()) {
            System.out.println("Starting Kafka, PostgreSQL, registry, services and the front…");
            InvokeSystem system = InvokeSystem.startBehindFront(home, programs);
            system.awaitRoutes(List.of("DescribeActivations", "DescribeCommands", "DescribeInvocations"));
            var times = new AgentTimes();
            try (var fleet = new AgentFleet(system, times)) {
                int agents = options.number("agents");
                System.out.println("  registering and connecting " + agents + " agents…");
                fleet.grow(agents);
                System.out.println("  front with " + fleet.connected() + " agents: "
                        + Memory.residentMiB(pid(system, InvokeSystem.FRONT)) + " MiB");
                for (int n = 0; n < options.number("kills"); n++) {
                    restarts.add(restart(system, fleet, times, Duration.ofSeconds(options.number("limit"))));
                    System.out.println("  " + restarts.getLast());
                }
            }
        }
        result.put("restarts", restarts);
        System.out.print(table(restarts));
        try {
            System.out.println("\nResult: " + result.write());
        } catch (IOException e) {
            throw new BenchFailure("cannot write the result: " + e, e);
        }
        return restarts.stream().allMatch(restart -> restart.lost == 0) ? Verdict.SOUND : Verdict.UNSOUND;
    }

    private static Restart restart(InvokeSystem system, AgentFleet fleet, AgentTimes times, Duration limit)
            throws BenchFailure {
        Moment before = Moment.now(system.pids());
        long start = System.nanoTime();
        kill(pid(system, InvokeSystem.SERVICE));
        CompletableFuture<Double> ready = CompletableFuture.supplyAsync(() -> {
            try {
                var ignored = system.again().run();
                return since(start);
            } catch (BenchFailure failed) {
                throw new IllegalStateException(failed);
            }
        });
        long size = fleet.size();
        await(() -> fleet.connected() == 0, start, limit);
        double half = await(() -> fleet.connected() * 2 >= size, start, limit);
        double most = await(() -> fleet.connected() * 100 >= size * 99, start, limit);
        double all = await(() -> fleet.connected() == size, start, limit);
        double started = ready.join();
        System.out.println(String.format(
                Locale.ROOT,
                "  ready %.1f s, half of the agents back %.1f, 99 %% %.1f, all %.1f s; %d of %d connected",
                started,
                half,
                most,
                all,
                fleet.connected(),
                size));
        Window window = Window.between(before, Moment.now(system.pids()), 1);
        var fifty = new FiftyRounds(system, times, Duration.ofMillis(25), () -> {})
                .run(1, fleet.instances().subList(0, (int) Math.min(FIFTY, size)), false);
        return new Restart(
                started,
                half,
                most,
                all,
                size - fleet.connected(),
                fifty.readable().getMaxValue() / 1e6,
                Memory.residentMiB(pid(system, InvokeSystem.FRONT)),
                window.cpuMicros(InvokeSystem.FRONT) / 1e3);
    }

    private interface Condition {
        boolean holds();
    }

    /** Seconds since the start when it first held, or when the time was over. */
    private static double await(Condition condition, long start, Duration limit) {
        while (!condition.holds() && System.nanoTime() - start < limit.toNanos()) {
            LockSupport.parkNanos(STEP.toNanos());
        }
        return since(start);
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static long pid(InvokeSystem system, String program) {
        return Objects.requireNonNull(system.pids().get(program));
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(process -> {
            boolean ignored = process.destroyForcibly();
            process.onExit().join();
        });
    }

    private static String table(List<Restart> restarts) {
        var table = new Table(
                "kill", "ready s", "half back s", "99 % s", "all s", "lost", "50 readable ms", "front MiB", "front ms");
        for (int n = 0; n < restarts.size(); n++) {
            Restart one = restarts.get(n);
            table.row(
                    "" + (n + 1),
                    figure(one.ready),
                    figure(one.half),
                    figure(one.most),
                    figure(one.all),
                    "" + one.lost,
                    figure(one.readable),
                    "" + one.frontMiB,
                    figure(one.frontMillis));
        }
        return "\nKilled with -9 and started again at once\n" + table;
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
