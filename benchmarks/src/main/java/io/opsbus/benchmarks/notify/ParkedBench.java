package io.opsbus.benchmarks.notify;

import io.opsbus.benchmarks.BenchFailure;
import io.opsbus.benchmarks.Benchmark;
import io.opsbus.benchmarks.Home;
import io.opsbus.benchmarks.Option;
import io.opsbus.benchmarks.Options;
import io.opsbus.benchmarks.measure.ResultFile;
import io.opsbus.benchmarks.measure.Table;
import io.opsbus.benchmarks.process.BenchBackbone;
import io.opsbus.benchmarks.process.Programs;
import io.opsbus.benchmarks.sink.Apart;
import io.opsbus.benchmarks.sink.NumberedId;
import io.opsbus.benchmarks.sink.Phase;
import io.opsbus.benchmarks.sink.Sink;
import io.opsbus.benchmarks.sink.Temper;
import io.opsbus.schemas.registry.HttpSchemaRegistry;
import io.opsbus.schemas.registry.RegistryAccess;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Outages of every target, of growing size: what is parked, what it costs, and how it is delivered when all are back at once. */
public final class ParkedBench implements Benchmark {
    private static final int SETTLING_TRIES = 30;

    @Override
    public String name() {
        return "parked";
    }

    @Override
    public String summary() {
        return "All targets of notifier-service are down, deliveries are parked, all are back at once; nothing may be lost.";
    }

    @Override
    public List<Option> options() {
        return List.of(
                new Option("sizes", Option.Kind.NUMBERS, "10000,100000", "deliveries parked in each outage, in turn"),
                new Option("targets", Option.Kind.NUMBER, "16", "targets that share them, at most 1024"),
                new Option("down", Option.Kind.NUMBER, "20", "seconds an outage lasts when everything is parked"),
                new Option("order", Option.Kind.WORDS, "BLOCK", "resourceOrder of the targets; NONE for none"),
                new Option("warm", Option.Kind.NUMBER, "50000", "events delivered before anything is measured"),
                new Option("limit", Option.Kind.NUMBER, "600", "seconds one part may take"),
                new Option("results", Option.Kind.PATH, "", "folder of the result file, default benchmarks/results"));
    }

    @Override
    public Verdict run(Options options) throws BenchFailure {
        Home home = Home.find();
        var result = new ResultFile(home.path(), home.results(options), name(), Instant.now());
        result.put("settings", options.values());
        result.put("jvm", NotifierProcess.JVM);
        List<Outage.Result> outages = new ArrayList<>();
        try (Programs programs = Programs.open()) {
            System.out.println("Starting sink, Kafka, PostgreSQL, registry, notifier...");
            measure(options, home, programs, outages);
        }
        result.put("outages", outages);
        System.out.print(table(outages));
        try {
            System.out.println("\nResult: " + result.write());
        } catch (IOException e) {
            throw new BenchFailure("cannot write the result: " + e, e);
        }
        boolean ordered = !order(options).isEmpty();
        return outages.stream().allMatch(one -> one.lost() == 0 && (!ordered || one.behind() == 0))
                ? Verdict.SOUND
                : Verdict.UNSOUND;
    }

    private static Map<String, String> order(Options options) throws BenchFailure {
        String order = String.join("", options.words("order"));
        return order.equals("NONE") ? Map.of() : Map.of("resourceOrder", order);
    }

    private static void measure(Options options, Home home, Programs programs, List<Outage.Result> outages)
            throws BenchFailure {
        int targets = Math.clamp(options.number("targets"), 1, NumberedId.RESOURCES);
        Sink sink = Sink.start(programs);
        BenchBackbone backbone = BenchBackbone.start(home, programs, List.of("opsbus_notifier"), List.of());
        NotifierProcess notifier = NotifierProcess.start(home, programs, backbone);
        for (int target = 0; target < targets; target++) {
            int own = target;
            List<String> resources = IntStream.range(0, NumberedId.RESOURCES)
                    .filter(index -> index % targets == own)
                    .mapToObj(Events::resource)
                    .toList();
            notifier.subscribe(resources, sink.target(target), order(options));
        }
        Map<String, Long> pids = new HashMap<>(backbone.pids());
        pids.put("notifier", notifier.child().pid());
        pids.put("sink", sink.pid());
        Duration limit = Duration.ofSeconds(options.number("limit"));
        var access = RegistryAccess.of(backbone.registry().url(), null);
        try (var registry = new HttpSchemaRegistry(access);
                var publisher = new Publisher(backbone.kafka().bootstrap(), registry)) {
            long next = warm(sink, publisher, Math.max(NumberedId.RESOURCES, options.number("warm")));
            var outage = new Outage(sink, publisher, notifier, pids, targets, limit);
            for (int size : options.numbers("sizes")) {
                System.out.println("  outage with " + size + " deliveries...");
                outages.add(outage.of(next, size, Duration.ofSeconds(Math.max(1, options.number("down")))));
                System.out.println("    " + outages.getLast());
                next += size;
            }
        }
    }

    /** Until every target is known and has had its share; returns the number that follows. */
    private static long warm(Sink sink, Publisher publisher, int events) throws BenchFailure {
        sink.apart(new Apart(0, List.of(Temper.WELL)));
        long next = 0;
        for (int round = 0; round < SETTLING_TRIES; round++) {
            int count = round == 0 ? NumberedId.RESOURCES : events;
            Phase phase = Phase.fullSpeed(next, count);
            next += count;
            sink.begin(phase);
            publisher.publish(Route.NOTIFIER, phase);
            for (int step = 0; step < 300 && sink.read().unique() < count; step++) {
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
            if (round > 0 && sink.read().unique() == count) {
                return next;
            }
        }
        throw new BenchFailure("the notifier does not deliver everything");
    }

    private static Table table(List<Outage.Result> outages) {
        var table = new Table(
                "parked",
                "parked/s",
                "notifier us",
                "postgres us",
                "cores down",
                "first s",
                "drained/s",
                "notifier us",
                "postgres us",
                "1st second",
                "best second",
                "MiB",
                "lost",
                "dup",
                "behind");
        for (var one : outages) {
            table.row(
                    "" + one.parked(),
                    whole(one.parkedPerSecond()),
                    whole(one.parkingNotifierMicros()),
                    whole(one.parkingPostgresMicros()),
                    String.format(Locale.ROOT, "%.2f", one.downCores()),
                    String.format(Locale.ROOT, "%.1f", one.firstSeconds()),
                    whole(one.drainedPerSecond()),
                    whole(one.drainingNotifierMicros()),
                    whole(one.drainingPostgresMicros()),
                    "" + one.firstSecond(),
                    "" + one.bestSecond(),
                    "" + one.residentMiB(),
                    "" + one.lost(),
                    "" + one.duplicates(),
                    "" + one.behind());
        }
        return table;
    }

    private static String whole(double figure) {
        return String.format(Locale.ROOT, "%.0f", figure);
    }
}
