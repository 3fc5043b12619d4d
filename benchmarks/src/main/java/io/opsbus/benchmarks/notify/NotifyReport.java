package io.opsbus.benchmarks.notify;

import io.opsbus.benchmarks.measure.ResultFile;
import io.opsbus.benchmarks.measure.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/** All figures of one run, and what they come to. */
final class NotifyReport {
    private final List<Drained> drained = new ArrayList<>();
    private final List<Paced> paced = new ArrayList<>();
    private final List<Cold> cold = new ArrayList<>();
    private long lostWhileWarming;
    private long lateDuplicates;
    private long residentMiB;

    /**
     * Notifier against floor, medians of the rounds.
     *
     * @param cpu how many times the floor's CPU a delivery costs
     * @param rate what part of the floor's rate is reached
     */
    record Ratio(double notifierMicros, double floorMicros, double cpu, double notifierPerSecond, double rate) {}

    void add(Drained round) {
        drained.add(round);
        System.out.println("  " + round.system() + " round " + round.round()
                + ": %.0f/s, %.1f CPU-us a delivery, others %.2f cores, lost %d, duplicates %d"
                        .formatted(
                                round.perSecond(),
                                round.processMicros(),
                                round.othersCores(),
                                round.lost(),
                                round.duplicates()));
    }

    void add(Paced stretch) {
        paced.add(stretch);
        System.out.println("  " + stretch.system() + " at " + stretch.rate() + "/s: p50 "
                + millis(stretch.latencyMicros().p50()) + " ms, p99 "
                + millis(stretch.latencyMicros().p99()) + " ms, lost " + stretch.lost());
    }

    void add(Cold start) {
        cold.add(start);
        System.out.println(
                "  started: ready after %.1f s, first delivery after %.1f s; at %d/s from then on p50 %s ms, p99 %s ms, lost %d"
                        .formatted(
                                start.readySeconds(),
                                start.firstSeconds(),
                                start.stretch().rate(),
                                millis(start.stretch().latencyMicros().p50()),
                                millis(start.stretch().latencyMicros().p99()),
                                start.stretch().lost()));
    }

    /** What the notifier had in memory when it was warm, before it was started anew. */
    void resident(long mebibytes) {
        residentMiB = mebibytes;
    }

    void lostWhileWarming(long lost) {
        lostWhileWarming += lost;
    }

    void lateDuplicates(long late) {
        lateDuplicates += late;
    }

    /** Whether every event came; a duplicate is allowed by "at least once" and only counted. */
    boolean nothingLost() {
        return lost() == 0;
    }

    /** Events that did not come, in any stretch. */
    long lost() {
        return lostWhileWarming
                + drained.stream().mapToLong(Drained::lost).sum()
                + paced.stream().mapToLong(Paced::lost).sum()
                + cold.stream()
                        .mapToLong(start -> start.stretch().lost() + (start.lost() ? 1 : 0))
                        .sum();
    }

    private long duplicates() {
        return lateDuplicates
                + drained.stream().mapToLong(Drained::duplicates).sum()
                + paced.stream().mapToLong(Paced::duplicates).sum()
                + cold.stream().mapToLong(start -> start.stretch().duplicates()).sum();
    }

    Optional<Ratio> ratio() {
        OptionalDouble notifierMicros = median(Route.NOTIFIER, Drained::processMicros);
        OptionalDouble floorMicros = median(Route.FLOOR, Drained::processMicros);
        OptionalDouble notifierRate = median(Route.NOTIFIER, Drained::perSecond);
        OptionalDouble floorRate = median(Route.FLOOR, Drained::perSecond);
        if (notifierMicros.isEmpty() || floorMicros.isEmpty() || notifierRate.isEmpty() || floorRate.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Ratio(
                notifierMicros.getAsDouble(),
                floorMicros.getAsDouble(),
                notifierMicros.getAsDouble() / floorMicros.getAsDouble(),
                notifierRate.getAsDouble(),
                notifierRate.getAsDouble() / floorRate.getAsDouble()));
    }

    /** The 99th percentile of the notifier's latencies at a rate: the middle one of those of its stretches, the lower one of two. */
    OptionalLong p99Micros(int rate) {
        long[] sorted = paced.stream()
                .filter(stretch -> stretch.rate() == rate && stretch.system().equals(Route.NOTIFIER.word()))
                .mapToLong(stretch -> stretch.latencyMicros().p99())
                .sorted()
                .toArray();
        return sorted.length == 0 ? OptionalLong.empty() : OptionalLong.of(sorted[(sorted.length - 1) / 2]);
    }

    OptionalDouble median(Route route, ToDoubleFunction<Drained> figure) {
        double[] sorted = drained.stream()
                .filter(round -> round.counts() && round.system().equals(route.word()))
                .mapToDouble(figure)
                .sorted()
                .toArray();
        int half = sorted.length / 2;
        if (sorted.length == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2);
    }

    void into(ResultFile result) {
        into(result, "drained", "paced");
        ratio().ifPresent(ratio -> result.put("notifierAgainstFloor", ratio));
        result.put("cold", cold);
        result.put("residentMiB", residentMiB);
        result.put("lost", lost());
        result.put("duplicates", duplicates());
    }

    /** The single figures alone, under these names. */
    void into(ResultFile result, String rounds, String stretches) {
        result.put(rounds, drained);
        result.put(stretches, paced);
    }

    @Override
    public String toString() {
        String summary = ratio().map(ratio ->
                        "Notifier against floor: %.1f against %.1f CPU-us a delivery (%.1f times), %.0f/s (%.0f %% of the floor's rate)%n"
                                .formatted(
                                        ratio.notifierMicros(),
                                        ratio.floorMicros(),
                                        ratio.cpu(),
                                        ratio.notifierPerSecond(),
                                        ratio.rate() * 100))
                .orElse("");
        return "\nFull speed (CPU in microseconds a delivery)\n" + speedTable()
                + "\nFixed rate (milliseconds from due to received)\n" + latencyTable() + coldTable() + "\n" + summary
                + "Resident " + residentMiB + " MiB. Lost " + lost() + ", duplicates " + duplicates() + ".\n";
    }

    private Table speedTable() {
        var table = new Table(
                "system", "round", "rate/s", "process", "broker", "postgres", "sink", "others", "lost", "dup");
        for (Drained round : drained) {
            table.row(
                    round.system(),
                    "" + round.round(),
                    "%.0f".formatted(round.perSecond()),
                    figure(round.processMicros()),
                    figure(round.brokerMicros()),
                    figure(round.postgresMicros()),
                    figure(round.sinkMicros()),
                    "%.2f".formatted(round.othersCores()),
                    "" + round.lost(),
                    "" + round.duplicates());
        }
        return table;
    }

    private Table latencyTable() {
        var table = new Table(
                "system", "rate/s", "p50", "p90", "p99", "p99.9", "max", "process us", "others", "lost", "dup");
        for (Paced stretch : paced) {
            var latency = stretch.latencyMicros();
            table.row(
                    stretch.system(),
                    "" + stretch.rate(),
                    millis(latency.p50()),
                    millis(latency.p90()),
                    millis(latency.p99()),
                    millis(latency.p999()),
                    millis(latency.max()),
                    figure(stretch.processMicros()),
                    "%.2f".formatted(stretch.othersCores()),
                    "" + stretch.lost(),
                    "" + stretch.duplicates());
        }
        return table;
    }

    private String coldTable() {
        if (cold.isEmpty()) {
            return "";
        }
        var table = new Table("ready s", "first s", "rate/s", "p50", "p90", "p99", "max", "process us", "lost", "dup");
        for (Cold start : cold) {
            var latency = start.stretch().latencyMicros();
            table.row(
                    figure(start.readySeconds()),
                    figure(start.firstSeconds()),
                    "" + start.stretch().rate(),
                    millis(latency.p50()),
                    millis(latency.p90()),
                    millis(latency.p99()),
                    millis(latency.max()),
                    figure(start.stretch().processMicros()),
                    "" + start.stretch().lost(),
                    "" + start.stretch().duplicates());
        }
        return "\nStarted anew (the same, from the first delivery on)\n" + table;
    }

    private static String millis(long micros) {
        return figure(micros / 1000.0);
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
