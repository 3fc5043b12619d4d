package io.opsbus.benchmarks.notify;

import io.opsbus.benchmarks.BenchFailure;
import io.opsbus.benchmarks.Option;
import io.opsbus.benchmarks.Option.Kind;
import io.opsbus.benchmarks.Options;
import io.opsbus.benchmarks.sink.Apart;
import io.opsbus.benchmarks.sink.NumberedId;
import io.opsbus.benchmarks.sink.Temper;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How much is sent where.
 *
 * @param warm events before anything is measured, to each system
 * @param events of one round at full speed
 * @param rounds at full speed
 * @param rates events a second of the latency stretches
 * @param seconds of one latency stretch
 * @param targets how many subscriptions share the events; each event is for one of them
 * @param slow how many of the targets are slow, the first ones
 * @param tempers how they are slow, in turn
 * @param takes milliseconds a target takes to answer
 * @param rules subscriptions beside them that want none of the events
 * @param cold how often the notifier is started anew at the end
 * @param systems what is measured, in order of the first round
 * @param limit seconds one stretch may take
 */
record NotifySettings(
        int warm,
        int events,
        int rounds,
        List<Integer> rates,
        int seconds,
        int targets,
        int slow,
        List<Temper> tempers,
        int takes,
        int rules,
        int cold,
        List<Route> systems,
        int limit) {
    /** Each has a connection of its own, and both ends of it are files of this machine. */
    static final int MOST_TARGETS = 10_000;

    static final List<Option> OPTIONS = List.of(
            new Option("events", Kind.NUMBER, "100000", "events of one round at full speed"),
            new Option("rounds", Kind.NUMBER, "3", "rounds at full speed, floor and notifier in turn"),
            new Option("warm", Kind.NUMBER, "200000", "events to each before anything is measured"),
            new Option(
                    "rates",
                    Kind.NUMBERS,
                    "500,2000",
                    "events a second when latency is measured, each as often as it is named"),
            new Option("seconds", Kind.NUMBER, "20", "length of each latency stretch"),
            new Option("targets", Kind.NUMBER, "1", "subscriptions that share the events, at most " + MOST_TARGETS),
            new Option(
                    "slow",
                    Kind.NUMBER,
                    "0",
                    "percent of the targets that are slow, in turn with rounds in which all answer"),
            new Option("slow-by", Kind.WORDS, "hang,drip,reset", "how they are slow, in turn"),
            new Option("takes", Kind.NUMBER, "0", "milliseconds every target takes to answer"),
            new Option(
                    "rules",
                    Kind.NUMBER,
                    "0",
                    "subscriptions beside them that want none of the events, half of them other accounts'"),
            new Option(
                    "cold",
                    Kind.NUMBER,
                    "0",
                    "how often the notifier is started anew at the end, and measured from its first delivery on"),
            new Option("limit", Kind.NUMBER, "180", "seconds one stretch may take"),
            new Option("systems", Kind.WORDS, "floor,notifier", "what is measured"),
            new Option("results", Kind.PATH, "", "folder of the result file, default benchmarks/results"));

    static NotifySettings of(Options options) throws BenchFailure {
        int targets = options.number("targets");
        int slow = options.number("slow");
        if (targets < 1 || targets > MOST_TARGETS) {
            throw new BenchFailure("--targets takes 1 to " + MOST_TARGETS);
        }
        if (slow > 99) {
            throw new BenchFailure("--slow takes 0 to 99: some target must answer");
        }
        List<Integer> rates =
                options.numbers("rates").stream().filter(rate -> rate > 0).toList();
        int cold = options.number("cold");
        if (cold > 0 && (slow > 0 || rates.isEmpty())) {
            throw new BenchFailure("--cold is measured without --slow, at the first of --rates");
        }
        List<Route> systems = systems(options.words("systems"));
        if (slow > 0 && !systems.contains(Route.NOTIFIER)) {
            throw new BenchFailure("--slow is about the notifier: name it in --systems");
        }
        return new NotifySettings(
                Math.max(1, options.number("warm")),
                Math.max(1, options.number("events")),
                options.number("rounds"),
                rates,
                Math.max(1, options.number("seconds")),
                targets,
                targets * slow / 100,
                tempers(options.words("slow-by")),
                options.number("takes"),
                options.number("rules"),
                cold,
                systems,
                options.number("limit"));
    }

    private static List<Temper> tempers(List<String> words) throws BenchFailure {
        List<Temper> found = new ArrayList<>();
        for (String word : words) {
            found.add(Temper.of(word).orElseThrow(() -> new BenchFailure("--slow-by takes hang, drip and reset")));
        }
        if (found.isEmpty()) {
            throw new BenchFailure("--slow-by takes one of hang, drip and reset, or several");
        }
        return List.copyOf(found);
    }

    private static List<Route> systems(List<String> words) throws BenchFailure {
        List<Route> found = new ArrayList<>();
        for (String word : words) {
            found.add(Route.of(word).orElseThrow(() -> new BenchFailure("--systems takes floor and notifier")));
        }
        return List.copyOf(found);
    }

    /** Events are of as many resources, in turn: each target has one at least. */
    int resources() {
        return Math.max(NumberedId.RESOURCES, targets);
    }

    /** The target of an event: its resource belongs to one subscription. */
    int targetOf(long number) {
        return (int) (number % resources()) % targets;
    }

    /** What the subscription of a target asks for; the only target takes all. */
    List<String> resourcesOf(int target) {
        return targets == 1
                ? List.of("*")
                : IntStream.iterate(target, index -> index < resources(), index -> index + targets)
                        .mapToObj(Events::resource)
                        .toList();
    }

    /** The targets that are slow, while they still answer. */
    Apart calm() {
        return new Apart(slow, List.of(Temper.WELL));
    }

    /** The targets that are slow. */
    Apart slowed() {
        return new Apart(slow, tempers);
    }

    /** How many of these events are for targets that are not slow. */
    int answered(long first, int count) {
        int answered = 0;
        for (long number = first; number < first + count; number++) {
            answered += targetOf(number) >= slow ? 1 : 0;
        }
        return answered;
    }
}
