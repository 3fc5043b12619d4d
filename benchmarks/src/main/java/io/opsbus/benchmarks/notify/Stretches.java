package io.opsbus.benchmarks.notify;

import io.opsbus.benchmarks.BenchFailure;
import io.opsbus.benchmarks.Progress;
import io.opsbus.benchmarks.Progress.Mark;
import io.opsbus.benchmarks.sink.Phase;
import io.opsbus.benchmarks.sink.Sink;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Sends stretches of events through the running systems, one stretch at a time, and measures them. */
final class Stretches {
    private static final Duration QUIET = Duration.ofMillis(500);
    private static final Duration STALL = Duration.ofSeconds(5);
    /** So that there is something in each partition. */
    private static final int LEAST = 64;

    private static final int CANARIES = 30;
    private static final int RUN_UP_SECONDS = 3;
    private static final long LEAD_MICROS = TimeUnit.MILLISECONDS.toMicros(200);

    private final NotifySettings settings;
    private final Sink sink;
    private final Publisher publisher;
    private final Systems systems;
    private long next;

    /** All systems run. */
    Stretches(NotifySettings settings, Sink sink, Publisher publisher, Systems systems) {
        this.settings = settings;
        this.sink = sink;
        this.publisher = publisher;
        this.systems = systems;
    }

    /**
     * Sends an event or two a time to every target until all come: only then has the notifier taken in its subscriptions.
     * These events are counted nowhere.
     */
    void awaitSubscriptions() throws BenchFailure {
        // twice as many as targets: the round of resources may begin anew in between
        int count = Math.min(settings.resources(), Math.max(LEAST, 2 * settings.targets()));
        for (int i = 0; i < CANARIES; i++) {
            Phase phase = Phase.fullSpeed(take(count), count);
            sink.begin(phase);
            publisher.publish(Route.NOTIFIER, phase);
            if (progress().come(wanted(Route.NOTIFIER, phase), STALL)) {
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

    /** Sends for so long at a rate, so that the system gets used to what the targets do; returns how many were lost. */
    long leadIn(Route route, int rate, int seconds) throws BenchFailure {
        Phase phase = scheduled(rate, rate * seconds);
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
        return paced(route, rate);
    }

    /** The notifier has ended; it is started while an event waits for it, and when that has come others do at a rate, without a run-up. */
    Cold cold(Systems.Start notifier, int rate) throws BenchFailure {
        Phase waiting = new Phase(take(1), 1, Publisher.micros(), 1);
        sink.begin(waiting);
        publisher.publish(Route.NOTIFIER, waiting);
        long begin = System.nanoTime();
        systems.run(notifier.now());
        double ready = (System.nanoTime() - begin) / 1e9;
        Mark first = progress().await(1);
        return Cold.of(ready, first.reading(), paced(Route.NOTIFIER, rate));
    }

    private Paced paced(Route route, int rate) throws BenchFailure {
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
        return new Progress(sink, systems.pids(), systems::isAlive, Duration.ofSeconds(settings.limit()));
    }
}
