package io.opsbus.benchmarks.clients;

import io.opsbus.benchmarks.BenchFailure;
import io.opsbus.benchmarks.Benchmark;
import io.opsbus.benchmarks.Home;
import io.opsbus.benchmarks.Option;
import io.opsbus.benchmarks.Option.Kind;
import io.opsbus.benchmarks.Options;
import io.opsbus.benchmarks.Progress;
import io.opsbus.benchmarks.measure.Machine;
import io.opsbus.benchmarks.measure.ResultFile;
import io.opsbus.benchmarks.measure.Table;
import io.opsbus.benchmarks.process.Programs;
import io.opsbus.benchmarks.sink.Phase;
import io.opsbus.benchmarks.sink.Sink;
import io.opsbus.standalone.backbone.process.Child;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Compares HTTP clients for the webhook channel, in interleaved rounds, each in a fresh JVM. */
public final class ClientsBench implements Benchmark {
    private static final List<String> JVM = List.of("-XX:+UseSerialGC", "-Xms320m", "-Xmx320m");

    @Override
    public String name() {
        return "clients";
    }

    @Override
    public String summary() {
        return "What one webhook delivery costs with each HTTP client, in CPU time of the client's process.";
    }

    @Override
    public List<Option> options() {
        return List.of(
                new Option("candidates", Kind.WORDS, "floor,netty,netty-h2c,httpclient5", "which, in order"),
                new Option("rounds", Kind.NUMBER, "2", "rounds over all candidates"),
                new Option("warm", Kind.NUMBER, "200000", "deliveries before the window of measurement"),
                new Option("measure", Kind.NUMBER, "200000", "deliveries in the window"),
                new Option("window", Kind.NUMBER, "64", "deliveries in flight"),
                new Option("batch", Kind.NUMBER, "16", "deliveries handed over at once"),
                new Option("limit", Kind.NUMBER, "120", "seconds one round of one candidate may take"),
                new Option("results", Kind.PATH, "", "folder of the result file, default benchmarks/results"));
    }

    @Override
    public Verdict run(Options options) throws BenchFailure {
        Home home = Home.find();
        var result = new ResultFile(home.path(), home.results(options), name(), Instant.now());
        result.put("settings", options.values());
        result.put("jvm", JVM);
        List<ClientRun> runs = runAll(options);
        result.put("runs", runs);
        System.out.print("\n" + table(runs));
        try {
            System.out.println("\nResult: " + home.path().relativize(result.write()));
        } catch (IOException e) {
            throw new BenchFailure("cannot write the result: " + e, e);
        }
        return runs.stream().allMatch(ClientRun::sound) ? Verdict.SOUND : Verdict.UNSOUND;
    }

    private static List<ClientRun> runAll(Options options) throws BenchFailure {
        List<Candidate> candidates = candidates(options);
        List<ClientRun> runs = new ArrayList<>();
        try (Programs programs = Programs.open()) {
            Sink sink = Sink.start(programs);
            long first = 0;
            for (int round = 1; round <= options.number("rounds"); round++) {
                for (Candidate candidate : candidates) {
                    runs.add(run(programs, sink, candidate, round, first, options));
                    System.out.println(line(runs.getLast()));
                    first += options.number("warm") + options.number("measure");
                }
                Collections.rotate(candidates, 1); // nobody always runs after the same neighbour
            }
        }
        return runs;
    }

    private static List<Candidate> candidates(Options options) throws BenchFailure {
        List<Candidate> found = new ArrayList<>();
        for (String word : options.words("candidates")) {
            found.add(Candidate.of(word).orElseThrow(() -> new BenchFailure("no candidate is called " + word)));
        }
        return found;
    }

    private static ClientRun run(
            Programs programs, Sink sink, Candidate candidate, int round, long first, Options options)
            throws BenchFailure {
        int count = options.number("warm") + options.number("measure");
        sink.begin(Phase.fullSpeed(first, count));
        int port = candidate.http2() ? sink.http2Port() : sink.http1Port();
        String window = options.text("window");
        Child child = programs.java(
                candidate.word(),
                ClientMain.class,
                JVM,
                List.of(candidate.word(), "" + port, window, window, options.text("batch"), "" + first, "" + count));
        try {
            Map<String, Long> pids = Map.of("client", child.pid(), "sink", sink.pid());
            var progress = new Progress(sink, pids, child::alive, Duration.ofSeconds(options.number("limit")));
            Progress.Mark warm = progress.await(options.number("warm"));
            Progress.Mark end = progress.await(count);
            Progress.Mark settled = progress.settle(Duration.ofMillis(200));
            long lost = count - settled.reading().unique();
            String load = Machine.loadAverage();
            return end.since(warm)
                    .filter(_ -> lost == 0)
                    .map(one -> ClientRun.finished(candidate, round, one, settled.reading(), load))
                    .orElseGet(() -> ClientRun.unfinished(candidate, round, settled.reading(), lost, load));
        } finally {
            programs.end(child);
        }
    }

    private static String line(ClientRun run) {
        return run.finished()
                ? "round %d  %-12s %6.1f CPU-us a delivery, %6.0f/s, others %.2f cores"
                        .formatted(run.round(), run.candidate(), run.clientMicros(), run.perSecond(), run.othersCores())
                : "round %d  %-12s did not finish, %d not seen".formatted(run.round(), run.candidate(), run.lost());
    }

    private static String table(List<ClientRun> runs) {
        var table = new Table("client", "round", "client us", "sink us", "rate/s", "others", "lost", "dup");
        for (Candidate candidate : Candidate.values()) {
            runs.stream()
                    .filter(run -> run.candidate().equals(candidate.word()))
                    .forEach(run -> table.row(
                            run.candidate(),
                            "" + run.round(),
                            one(run.clientMicros()),
                            one(run.sinkMicros()),
                            "%.0f".formatted(run.perSecond()),
                            "%.2f".formatted(run.othersCores()),
                            "" + run.lost(),
                            "" + run.duplicates()));
        }
        return table.toString();
    }

    private static String one(double figure) {
        return String.format(Locale.ROOT, "%.1f", figure);
    }
}
