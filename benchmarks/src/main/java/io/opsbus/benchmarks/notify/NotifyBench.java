package io.opsbus.benchmarks.notify;

import io.opsbus.benchmarks.BenchFailure;
import io.opsbus.benchmarks.Benchmark;
import io.opsbus.benchmarks.Home;
import io.opsbus.benchmarks.Option;
import io.opsbus.benchmarks.Options;
import io.opsbus.benchmarks.measure.Memory;
import io.opsbus.benchmarks.measure.ResultFile;
import io.opsbus.benchmarks.process.BenchBackbone;
import io.opsbus.benchmarks.process.Programs;
import io.opsbus.benchmarks.sink.Sink;
import io.opsbus.schemas.registry.HttpSchemaRegistry;
import io.opsbus.schemas.registry.RegistryAccess;
import io.opsbus.standalone.backbone.process.Child;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;

/** Events through Kafka, notifier-service and a counting receiver, beside the floor, in one run. */
public final class NotifyBench implements Benchmark {
    private static final int FLOOR_WINDOW = 64;

    @Override
    public String name() {
        return "notify";
    }

    @Override
    public String summary() {
        return "What a delivery costs and takes, from Kafka through notifier-service to a webhook; nothing may be lost.";
    }

    @Override
    public List<Option> options() {
        return NotifySettings.OPTIONS;
    }

    @Override
    public Verdict run(Options options) throws BenchFailure {
        NotifySettings settings = NotifySettings.of(options);
        Home home = Home.find();
        var result = new ResultFile(home.path(), home.results(options), name(), Instant.now());
        result.put("settings", options.values());
        result.put("jvm", NotifierProcess.JVM);
        var calm = new NotifyReport();
        var report = new NotifyReport();
        try (Programs programs = Programs.open()) {
            measure(settings, home, programs, calm, report);
            if (!report.nothingLost() || !calm.nothingLost()) {
                programs.tail("notifier", 30).forEach(System.err::println);
            }
        }
        report.into(result);
        System.out.print(report);
        if (settings.slow() > 0) {
            var neighbours = Neighbours.of(calm, report, settings.rates());
            calm.into(result, "drainedWithoutSlow", "pacedWithoutSlow");
            result.put("neighbours", neighbours);
            System.out.print("\n" + neighbours);
        }
        try {
            System.out.println("\nResult: " + result.write());
        } catch (IOException e) {
            throw new BenchFailure("cannot write the result: " + e, e);
        }
        return report.nothingLost() && calm.nothingLost() ? Verdict.SOUND : Verdict.UNSOUND;
    }

    private static void measure(
            NotifySettings settings, Home home, Programs programs, NotifyReport calm, NotifyReport report)
            throws BenchFailure {
        System.out.println("Starting sink, Kafka, PostgreSQL, registry, " + settings.systems() + "…");
        Sink sink = Sink.start(programs, settings.takes());
        BenchBackbone backbone = BenchBackbone.start(home, programs, List.of("opsbus_notifier"), List.of(floorTopic()));
        Map<String, Long> others = new HashMap<>(backbone.pids());
        others.put("sink", sink.pid());
        var systems = new Systems(others);
        Optional<NotifierProcess> notifier = Optional.empty();
        for (Route route : settings.systems()) {
            switch (route) {
                case NOTIFIER -> {
                    NotifierProcess started = startNotifier(settings, home, programs, backbone, sink);
                    systems.run(started.child());
                    notifier = Optional.of(started);
                }
                case FLOOR -> systems.run(startFloor(settings, programs, backbone, sink));
            }
        }
        var access = RegistryAccess.of(backbone.registry().url(), null);
        try (var registry = new HttpSchemaRegistry(access);
                var publisher = new Publisher(backbone.kafka().bootstrap(), registry, settings.resources())) {
            var stretches = new Stretches(settings, sink, publisher, systems);
            warm(settings, stretches, report);
            if (settings.slow() > 0) {
                new InTurn(settings, stretches, sink, notifier.orElseThrow()).measure(calm, report);
            } else {
                measure(settings, stretches, report);
            }
            report.resident(Memory.residentMiB(systems.pids().getOrDefault(Route.NOTIFIER.word(), 0L)));
            for (int start = 1; start <= settings.cold(); start++) {
                systems.find(Route.NOTIFIER.word()).ifPresent(programs::end);
                report.add(stretches.cold(
                        () -> NotifierProcess.start(home, programs, backbone).child(),
                        settings.rates().getFirst()));
            }
        }
    }

    /** As many partitions as the events have: the floor gets no other shape than the notifier. */
    private static NewTopic floorTopic() {
        return new NewTopic(Route.FLOOR_TOPIC, Events.FAMILY.topic().partitions(), (short) 1);
    }

    private static void warm(NotifySettings settings, Stretches stretches, NotifyReport report) throws BenchFailure {
        List<Route> routes = settings.systems();
        if (routes.contains(Route.NOTIFIER)) {
            stretches.awaitSubscriptions();
        }
        System.out.println("Warming up with " + settings.warm() + " events each…");
        for (Route route : routes) {
            report.lostWhileWarming(stretches.warm(route));
        }
    }

    private static void measure(NotifySettings settings, Stretches stretches, NotifyReport report) throws BenchFailure {
        List<Route> routes = settings.systems();
        for (int round = 1; round <= settings.rounds(); round++) {
            for (Route route : round % 2 == 1 ? routes : routes.reversed()) {
                report.add(stretches.drain(route, round));
            }
        }
        for (int rate : settings.rates()) {
            for (Route route : routes) {
                report.add(stretches.pace(route, rate));
            }
        }
        report.lateDuplicates(stretches.lateDuplicates());
    }

    /** One subscription a target; with one target it takes all resources, else each takes its share of them. */
    private static NotifierProcess startNotifier(
            NotifySettings settings, Home home, Programs programs, BenchBackbone backbone, Sink sink)
            throws BenchFailure {
        NotifierProcess notifier = NotifierProcess.start(home, programs, backbone);
        if (settings.rules() > 0) {
            System.out.println("Making " + settings.rules() + " more subscriptions…");
            OtherRules.make(notifier, settings.rules(), sink.target(0));
            System.out.println("  resident MiB with them: "
                    + Memory.residentMiB(notifier.child().pid()));
        }
        InParallel.take(
                settings.targets(), target -> notifier.subscribe(settings.resourcesOf(target), sink.target(target)));
        sink.apart(settings.calm());
        return notifier;
    }

    private static Child startFloor(NotifySettings settings, Programs programs, BenchBackbone backbone, Sink sink)
            throws BenchFailure {
        // it knows one target, the first that is not slow
        String path = sink.target(settings.slow()).getPath();
        return programs.java(
                "floor",
                FloorMain.class,
                List.of("-Xms48m", "-Xmx320m", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders"),
                List.of(backbone.kafka().bootstrap(), "" + sink.http1Port(), path, "" + FLOOR_WINDOW));
    }
}
