package io.opsbus.benchmarks.events;

import io.opsbus.benchmarks.BenchFailure;
import io.opsbus.benchmarks.Benchmark;
import io.opsbus.benchmarks.Home;
import io.opsbus.benchmarks.Option;
import io.opsbus.benchmarks.Options;
import io.opsbus.benchmarks.api.ClosedLoop;
import io.opsbus.benchmarks.api.ServiceProcess;
import io.opsbus.benchmarks.measure.ResultFile;
import io.opsbus.benchmarks.process.Programs;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;

/** System events: lateness when many are due at once, and the price of their history as it grows. */
public final class EventsBench implements Benchmark {
    private static final int PAGE = 100;

    @Override
    public String name() {
        return "events";
    }

    @Override
    public String summary() {
        return "How late system events are executed when many are due at once; what their history costs as it grows.";
    }

    @Override
    public List<Option> options() {
        return List.of(
                new Option("due", Option.Kind.NUMBER, "100000", "events due; 0 leaves this part out"),
                new Option("seconds", Option.Kind.NUMBER, "60", "within so many seconds"),
                new Option("threads", Option.Kind.NUMBER, "4", "that fire timers (opsbus.event.timers)"),
                new Option("history", Option.Kind.NUMBERS, "10000,1000000", "closed events of the account, growing"),
                new Option("requests", Option.Kind.NUMBER, "2000", "requests of a stretch"),
                new Option("clients", Option.Kind.NUMBER, "8", "connections that ask at once"),
                new Option("results", Option.Kind.PATH, "", "folder of the result file, default benchmarks/results"));
    }

    /** One stretch of requests over a history of this size; times in milliseconds, CPU in microseconds a request. */
    private record Read(
            int history,
            String request,
            double perSecond,
            double p50,
            double p99,
            double max,
            double serviceMicros,
            double postgresMicros,
            double othersCores,
            long refused) {}

    @Override
    public Verdict run(Options options) throws BenchFailure {
        Home home = Home.find();
        var result = new ResultFile(home.path(), home.results(options), name(), Instant.now());
        result.put("settings", options.values());
        result.put("jvm", ServiceProcess.JVM);
        boolean sound = true;
        try (Programs programs = Programs.open()) {
            System.out.println("Starting Kafka, PostgreSQL, registry, event-service...");
            EventsSystem system = EventsSystem.start(home, programs, options.number("threads"));
            int due = options.number("due");
            if (due > 0) {
                var came = new DueRun(system).run(due, options.number("seconds"), options.number("threads"));
                result.put("due", came);
                System.out.println("  " + came);
                sound = came.asked() == due;
            }
            List<Read> reads = reads(system, options);
            result.put("history", reads);
            sound &= reads.stream().allMatch(read -> read.refused() == 0);
        }
        try {
            System.out.println("\nResult: " + result.write());
        } catch (IOException e) {
            throw new BenchFailure("cannot write the result: " + e, e);
        }
        return sound ? Verdict.SOUND : Verdict.UNSOUND;
    }

    private static List<Read> reads(EventsSystem system, Options options) throws BenchFailure {
        var loop = new ClosedLoop(system.port(), options.number("clients"), system.pids());
        int requests = options.number("requests");
        var seeded = new SeededEvents(system);
        List<Read> reads = new ArrayList<>();
        int before = 0;
        for (int size : options.numbers("history")) {
            seeded.history(before, size);
            before = size;
            int pages = size / PAGE;
            loop.run(requests, _ -> ask(system, Map.of("PageSize", "" + PAGE)));
            reads.add(read(size, "first page", loop, requests, _ -> ask(system, Map.of("PageSize", "" + PAGE))));
            reads.add(read(
                    size,
                    "any page",
                    loop,
                    requests,
                    n -> ask(
                            system,
                            Map.of("PageSize", "" + PAGE, "PageNumber", "" + (1 + (int) (n * 7919L % pages))))));
            reads.add(read(
                    size,
                    "one instance",
                    loop,
                    requests,
                    n -> ask(system, Map.of("InstanceId", "i-old" + n * 7919L % (size / 10)))));
            reads.add(read(
                    size,
                    "one day",
                    loop,
                    requests,
                    _ -> ask(
                            system,
                            Map.of(
                                    "PageSize", "" + PAGE,
                                    "EventPublishTime.Start",
                                            Instant.now()
                                                            .minusSeconds(20 * 86_400)
                                                            .toString()
                                                            .substring(0, 19) + "Z",
                                    "EventPublishTime.End",
                                            Instant.now()
                                                            .minusSeconds(19 * 86_400)
                                                            .toString()
                                                            .substring(0, 19) + "Z"))));
        }
        return reads;
    }

    private static byte[] ask(EventsSystem system, Map<String, String> parameters) {
        return system.request("DescribeInstanceHistoryEvents", parameters);
    }

    private static Read read(int size, String name, ClosedLoop loop, int count, IntFunction<byte[]> request)
            throws BenchFailure {
        ClosedLoop.Stretch stretch = loop.run(count, request);
        var read = new Read(
                size,
                name,
                stretch.window().perSecond(),
                stretch.latency().getValueAtPercentile(50) / 1e6,
                stretch.latency().getValueAtPercentile(99) / 1e6,
                stretch.latency().getMaxValue() / 1e6,
                stretch.window().cpuMicros("event-service"),
                stretch.window().cpuMicros("postgres"),
                stretch.window().othersCores(),
                stretch.refused());
        System.out.printf(
                Locale.ROOT,
                "  %8d events, %-14s %7.0f/s  p50 %6.1f ms  p99 %6.1f ms  service %5.0f us  postgres %5.0f us%n",
                size,
                name,
                read.perSecond,
                read.p50,
                read.p99,
                read.serviceMicros,
                read.postgresMicros);
        if (stretch.refused() > 0) {
            System.out.println("    " + stretch.refused() + " refused, the first: " + stretch.firstRefusal());
        }
        return read;
    }
}
