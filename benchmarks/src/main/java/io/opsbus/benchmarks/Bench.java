package io.opsbus.benchmarks;

import io.opsbus.benchmarks.api.ApiBench;
import io.opsbus.benchmarks.clients.ClientsBench;
import io.opsbus.benchmarks.events.EventsBench;
import io.opsbus.benchmarks.invoke.InvokeBench;
import io.opsbus.benchmarks.invoke.RestartBench;
import io.opsbus.benchmarks.lists.ListsBench;
import io.opsbus.benchmarks.notify.NotifyBench;
import io.opsbus.benchmarks.notify.ParkedBench;
import io.opsbus.benchmarks.queue.QueueBench;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The program behind {@code ./opsbus bench}. Exit code 0: sound, 1: lost something or failed, 2: misunderstood. */
public final class Bench {
    private static final List<Benchmark> ALL = List.of(
            new ClientsBench(),
            new NotifyBench(),
            new ParkedBench(),
            new ApiBench(),
            new EventsBench(),
            new InvokeBench(),
            new RestartBench(),
            new QueueBench(),
            new ListsBench());

    private Bench() {}

    public static void main(String[] args) {
        System.exit(run(Arrays.asList(args)));
    }

    static int run(List<String> words) {
        if (words.isEmpty() || words.getFirst().startsWith("-")) {
            System.out.print(overview());
            return words.isEmpty() ? 2 : 0;
        }
        Optional<Benchmark> named =
                ALL.stream().filter(one -> one.name().equals(words.getFirst())).findFirst();
        if (named.isEmpty()) {
            System.err.print("No benchmark is called " + words.getFirst() + ".\n\n" + overview());
            return 2;
        }
        Benchmark benchmark = named.get();
        return switch (Options.parse(benchmark.options(), words.subList(1, words.size()))) {
            case Options.Parsed.Help() -> {
                System.out.print(help(benchmark));
                yield 0;
            }
            case Options.Parsed.Wrong(String why) -> {
                System.err.print("bench " + benchmark.name() + ": " + why + "\n\n" + help(benchmark));
                yield 2;
            }
            case Options.Parsed.Ready(Options options) -> run(benchmark, options);
        };
    }

    private static int run(Benchmark benchmark, Options options) {
        try {
            return switch (benchmark.run(options)) {
                case SOUND -> 0;
                case UNSOUND -> 1;
            };
        } catch (BenchFailure cannot) {
            System.err.println("bench " + benchmark.name() + ": " + cannot.getMessage());
            return 1;
        }
    }

    private static String overview() {
        var text = new StringBuilder("Usage: ./opsbus bench NAME [options]   (NAME --help for its options)\n\n");
        ALL.forEach(one -> text.append("  %-10s %s%n".formatted(one.name(), one.summary())));
        return text.append("\nResults go to benchmarks/results; benchmarks/README.md says how to read them.\n")
                .toString();
    }

    private static String help(Benchmark benchmark) {
        var text = new StringBuilder("Usage: ./opsbus bench " + benchmark.name() + " [options]\n\n");
        text.append(benchmark.summary()).append("\n\n");
        benchmark.options().forEach(option -> text.append(option.help()));
        return text.toString();
    }
}
