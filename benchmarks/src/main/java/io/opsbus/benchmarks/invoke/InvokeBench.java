package io.opsbus.benchmarks.invoke;

import io.opsbus.benchmarks.BenchFailure;
import io.opsbus.benchmarks.Benchmark;
import io.opsbus.benchmarks.Home;
import io.opsbus.benchmarks.Option;
import io.opsbus.benchmarks.Options;
import io.opsbus.benchmarks.api.ServiceProcess;
import io.opsbus.benchmarks.measure.Memory;
import io.opsbus.benchmarks.measure.Moment;
import io.opsbus.benchmarks.measure.ResultFile;
import io.opsbus.benchmarks.measure.Window;
import io.opsbus.benchmarks.process.Programs;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/** {@code echo 123} on simulated agents: how soon, how often, and what it costs to keep agents connected. */
public final class InvokeBench implements Benchmark {
    private static final int FIFTY = 50;
    private static final int FLOOD_BEGINS = 10;

    @Override
    public String name() {
        return "invoke";
    }

    @Override
    public String summary() {
        return "Commands on 50 of so many connected agents: latency, rate, and what the agents cost idle.";
    }

    @Override
    public List<Option> options() {
        return List.of(
                new Option("sizes", Option.Kind.NUMBERS, "100,1000,10000", "connected agents, growing"),
                new Option("rounds", Option.Kind.NUMBER, "100", "times 50 instances are asked, one after another"),
                new Option("warm", Option.Kind.NUMBER, "60", "times before that, not counted"),
                new Option("poll", Option.Kind.NUMBER, "25", "milliseconds between two questions for results"),
                new Option(
                        "ahead",
                        Option.Kind.NUMBER,
                        "4",
                        "requests each agent signs before such a time; 0: as it sends"),
                new Option(
                        "flood",
                        Option.Kind.NUMBER,
                        "64",
                        "connections on which one agent asks without end while 50 others are asked; 0: none"),
                new Option("invocations", Option.Kind.NUMBER, "200", "at full load, 50 instances each, at each size"),
                new Option("clients", Option.Kind.NUMBER, "4", "users at full load"),
                new Option("idle", Option.Kind.NUMBER, "30", "seconds without a command at each size"),
                new Option("results", Option.Kind.PATH, "", "folder of the result file, default benchmarks/results"));
    }

    @Override
    public Verdict run(Options options) throws BenchFailure {
        Home home = Home.find();
        var result = new ResultFile(home.path(), home.results(options), name(), Instant.now());
        result.put("settings", options.values());
        result.put("jvm", ServiceProcess.JVM);
        InvokeReport report = new InvokeReport();
        try (Programs programs = Programs.open()) {
            System.out.println("Starting Kafka, PostgreSQL, registry, command-service, invocation-service, gateway…");
            InvokeSystem system = InvokeSystem.start(home, programs);
            system.awaitRoutes(List.of("DescribeActivations", "DescribeCommands", "DescribeInvocations"));
            var times = new AgentTimes();
            try (var fleet = new AgentFleet(system, times)) {
                new Run(system, fleet, times, options, report).all();
            }
        }
        report.into(result);
        System.out.print(report);
        try {
            System.out.println("\nResult: " + result.write());
        } catch (IOException e) {
            throw new BenchFailure("cannot write the result: " + e, e);
        }
        return report.nothingMissing() ? Verdict.SOUND : Verdict.UNSOUND;
    }

    /** One run over one system. */
    private record Run(InvokeSystem system, AgentFleet fleet, AgentTimes times, Options options, InvokeReport report) {
        void all() throws BenchFailure {
            for (int size : options.numbers("sizes")) {
                grow(size);
                if (size == options.numbers("sizes").getFirst()) {
                    fifty();
                }
                idle(size);
                load(size);
            }
        }

        private void grow(int size) throws BenchFailure {
            int before = fleet.size();
            if (size > before) {
                System.out.println("  registering and connecting " + (size - before) + " agents…");
                Moment begin = Moment.now(system.pids());
                fleet.grow(size);
                report.grown(size, Window.between(begin, Moment.now(system.pids()), size - before));
            }
        }

        private void fifty() throws BenchFailure {
            int ahead = options.number("ahead");
            var rounds = new FiftyRounds(
                    system, times, Duration.ofMillis(options.number("poll")), () -> fleet.signAhead(FIFTY, ahead));
            List<String> targets = fleet.instances().subList(0, Math.min(FIFTY, fleet.size()));
            int warm = options.number("warm");
            if (warm > 0) {
                var ignored = rounds.run(warm, targets, true);
            }
            report.fifty("InvokeCommand", rounds.run(options.number("rounds"), targets, true));
            report.fifty("RunCommand", rounds.run(options.number("rounds"), targets, false));
            int connections = options.number("flood");
            if (connections > 0) {
                flooded(rounds, targets, connections);
            }
        }

        private void flooded(FiftyRounds rounds, List<String> targets, int connections) throws BenchFailure {
            try (var flood = new Flood(system, fleet.stranger())) {
                flood.begin(connections);
                Instant begin = Instant.now();
                // its handshakes, and what it may ask at once, are over after that
                report.fifty("RunCommand, flood begins", rounds.run(FLOOD_BEGINS, targets, false));
                report.fifty("RunCommand, flooded", rounds.run(options.number("rounds"), targets, false));
                report.flood(connections, flood.answers(), Duration.between(begin, Instant.now()), resident());
            }
        }

        private long resident() {
            return Memory.residentMiB(Objects.requireNonNull(system.pids().get(InvokeSystem.SERVICE)));
        }

        private void idle(int size) {
            // what the last stretch left behind is done first
            pause(5);
            int seconds = options.number("idle");
            Moment begin = Moment.now(system.pids());
            pause(seconds);
            report.idle(size, fleet.connected(), resident(), Window.between(begin, Moment.now(system.pids()), seconds));
        }

        private static void pause(int seconds) {
            long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
            while (System.nanoTime() - end < 0) {
                LockSupport.parkNanos(end - System.nanoTime());
            }
        }

        private void load(int size) throws BenchFailure {
            var load = new FullLoad(system, times, options.number("clients"));
            var ignored = load.run(Math.max(1, options.number("invocations") / 4), fleet.instances());
            times.restart();
            FullLoad.Outcome outcome = load.run(options.number("invocations"), fleet.instances());
            report.load(size, outcome, times.firstReports());
        }
    }
}
