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
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
                new Option("warm", Option.Kind.NUMBER, "20000", "events executed before, to warm up"),
                new Option("threads", Option.Kind.NUMBER, "2", "that fire timers (opsbus.event.timers)"),
                new Option(
                        "history",
                        Option.Kind.NUMBERS,
                        "10000,100000,1000000",
                        "closed events of the account, growing"),
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
                var run = new DueRun(system);
                run.warmUp(options.number("warm"));
                var came = run.run(due, options.number("seconds"), options.number("threads"));
                result.put("due", came);
                System.out.printf(
                        Locale.ROOT,
                        "  %d due within %d s: done in %.1f s, lateness p50 %.0f p99 %.0f max %.0f ms; CPU an event: service"
                                + " %.0f us, postgres %.0f us, broker %.0f us; others %.2f cores; %d asked for%n",
                        due,
                        came.withinSeconds(),
                        came.wallSeconds(),
                        came.p50(),
                        came.p99(),
                        came.max(),
                        came.serviceMicros(),
                        came.postgresMicros(),
                        came.brokerMicros(),
                        came.othersCores(),
                        came.asked());
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
            for (var one : requests(system, size).entrySet()) {
                // the first of a kind also fill PostgreSQL's cache
                loop.run(Math.max(1, requests / 4), one.getValue());
                reads.add(read(size, one.getKey(), loop, requests, one.getValue()));
            }
        }
        return reads;
    }

    /** What is asked of a history of this size, by name; the nth request of each. */
    private static Map<String, IntFunction<byte[]>> requests(EventsSystem system, int size) {
        int pages = size / PAGE;
        String from = daysAgo(20);
        String to = daysAgo(19);
        Map<String, IntFunction<byte[]>> all = new LinkedHashMap<>();
        all.put("first page", _ -> ask(system, Map.of("PageSize", "" + PAGE)));
        all.put(
                "any page",
                n -> ask(system, Map.of("PageSize", "" + PAGE, "PageNumber", "" + (1 + (int) (n * 7919L % pages)))));
        all.put("one instance", n -> ask(system, Map.of("InstanceId", "i-old" + n * 7919L % (size / 10))));
        all.put(
                "one day",
                _ -> ask(
                        system,
                        Map.of("PageSize", "" + PAGE, "EventPublishTime.Start", from, "EventPublishTime.End", to)));
        all.put(
                "a rare type",
                _ -> ask(
                        system,
                        Map.of(
                                "PageSize", "" + PAGE,
                                "InstanceEventType.1", "SystemFailure.Delete",
                                "InstanceEventCycleStatus.1", "Executing",
                                "InstanceEventCycleStatus.2", "Executed")));
        return all;
    }

    private static String daysAgo(int days) {
        return Instant.now()
                .minus(days, ChronoUnit.DAYS)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
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
