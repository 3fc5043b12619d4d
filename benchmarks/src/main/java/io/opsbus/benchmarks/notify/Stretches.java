package io.opsbus.benchmarks.notify;

import io.opsbus.benchmarks.BenchFailure;
import io.opsbus.benchmarks.Progress;
import io.opsbus.benchmarks.Progress.Mark;
import io.opsbus.benchmarks.sink.Phase;
import io.opsbus.benchmarks.sink.Sink;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Sends stretches of events through the running systems, one stretch at a time, and measures them. */
final class Stretches {
    private static final Duration QUIET = Duration.ofMillis(500);
    private static final int CANARIES = 30;
    private static final int RUN_UP_SECONDS = 3;
    private static final long LEAD_MICROS = TimeUnit.MILLISECONDS.toMicros(200);

    private final NotifySettings settings;
    private final Sink sink;
    private final Publisher publisher;
    private final Map<String, Long> pids;
    private final BooleanSupplier alive;
    private long next;

    /** All systems run; {@code alive} says whether they still do. */
    Stretches(NotifySettings settings, Sink sink, Publisher publisher, Map<String, Long> pids, BooleanSupplier alive) {
        this.settings = settings;
        this.sink = sink;
        this.publisher = publisher;
        this.pids = Map.copyOf(pids);
        this.alive = alive;
    }

    /**
     * Sends an event a time to every target until all come: only then has the notifier taken in its subscriptions.
     * These events are counted nowhere.
     */
    void awaitSubscriptions() throws BenchFailure {
        int count = NotifySettings.RESOURCES;
        for (int i = 0; i < CANARIES; i++) {
            Phase phase = Phase.fullSpeed(take(count), count);
            sink.begin(phase);
            publisher.publish(Route.NOTIFIER, phase);
            long wanted = wanted(Route.NOTIFIER, phase);
            if (progress(Duration.ofSeconds(3)).await(wanted).reading().unique() == wanted) {
                return;
            }
        }
        throw new BenchFailure("the notifier delivers nothing, or not to all targets");
    }

    /** Delivers as many events as make the JVMs of the system fast; returns how many were lost. */
    long warm(Route route) throws BenchFailure {
        Phase phase = Phase.fullSpeed(take(settings.warm()), settings.warm());
        sink.begin(phase);
        publisher.publish(route, phase);
        Progress progress = progress();
        long wanted = wanted(route, phase);
        progress.await(wanted);
        return wanted - progress.settle(QUIET).reading().unique();
    }

    /** One round at full speed. */
    Drained drain(Route route, int round) throws BenchFailure {
        Phase phase = Phase.fullSpeed(take(settings.events()), settings.events());
        sink.begin(phase);
        publisher.publish(route, phase);
        Progress progress = progress();
        Mark begin = progress.now();
        long wanted = wanted(route, phase);
        Mark end = progress.await(wanted);
        Mark settled = progress.settle(QUIET);
        long lost = wanted - settled.reading().unique();
        return Drained.of(
                route, round, end.since(begin), lost, settled.reading().duplicates());
    }

    /** One stretch at a fixed rate, after a run-up at the same rate that is not measured. */
    Paced pace(Route route, int rate) throws BenchFailure {
        Phase runUp = scheduled(rate, rate * RUN_UP_SECONDS);
        sink.begin(runUp);
        publisher.publish(route, runUp);
        progress().await(wanted(route, runUp));
        Phase phase = scheduled(rate, rate * settings.seconds());
        sink.begin(phase);
        Progress progress = progress();
        Mark begin = progress.now();
        publisher.publish(route, phase);
        long wanted = wanted(route, phase);
        Mark end = progress.await(wanted);
        Mark settled = progress.settle(QUIET);
        return Paced.of(
                route,
                rate,
                end.since(begin),
                settled.reading(),
                wanted - settled.reading().unique());
    }

    /** Waits out what may still come, and says how many came twice meanwhile. */
    long lateDuplicates() throws BenchFailure {
        sink.begin(Phase.fullSpeed(take(1), 1));
        return progress().settle(Duration.ofSeconds(3)).reading().duplicates();
    }

    private Phase scheduled(int rate, int count) {
        return new Phase(take(count), count, Publisher.micros() + LEAD_MICROS, rate);
    }

    private long take(int count) {
        long first = next;
        next += count;
        return first;
    }

    private long wanted(Route route, Phase phase) {
        return switch (route) {
            case NOTIFIER -> settings.answered(phase.first(), phase.count());
            case FLOOR -> phase.count();
        };
    }

    private Progress progress() {
        return progress(Duration.ofSeconds(settings.limit()));
    }

    private Progress progress(Duration limit) {
        return new Progress(sink, pids, alive, limit);
    }
}
