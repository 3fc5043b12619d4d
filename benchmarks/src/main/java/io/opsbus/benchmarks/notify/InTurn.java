package io.opsbus.benchmarks.notify;

import io.opsbus.benchmarks.BenchFailure;
import io.opsbus.benchmarks.sink.Sink;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Rounds in which all targets answer, and rounds beside slow ones, in turn and in turn which comes first: what changes meanwhile, such as the
 * machine or how warm the JVM is, changes for both.
 */
final class InTurn {
    private static final Duration RECOVERY = Duration.ofMinutes(4);
    private static final Duration STEP = Duration.ofMillis(500);
    /** Until a target that hangs has been found out: attempts are given up after five seconds, twice. */
    private static final int LEAD_IN_SECONDS = 12;

    private final NotifySettings settings;
    private final Stretches stretches;
    private final Sink sink;
    private final NotifierProcess notifier;

    /** All of them run. */
    InTurn(NotifySettings settings, Stretches stretches, Sink sink, NotifierProcess notifier) {
        this.settings = settings;
        this.stretches = stretches;
        this.sink = sink;
        this.notifier = notifier;
    }

    /** Both once to warm up, then as many rounds of each as are asked for. */
    void measure(NotifyReport calm, NotifyReport slow) throws BenchFailure {
        System.out.println("Both once to warm up…");
        var unused = new NotifyReport();
        calm(0, unused);
        slow(0, unused);
        calm.lostWhileWarming(unused.lost());
        for (int round = 1; round <= settings.rounds(); round++) {
            if (round % 2 == 1) {
                calm(round, calm);
                slow(round, slow);
            } else {
                slow(round, slow);
                calm(round, calm);
            }
        }
    }

    private void calm(int round, NotifyReport report) throws BenchFailure {
        System.out.println("All targets answer…");
        sink.apart(settings.calm());
        awaitRecovery();
        side(round, report);
    }

    private void slow(int round, NotifyReport report) throws BenchFailure {
        System.out.println(settings.slow() + " of " + settings.targets() + " targets are slow…");
        sink.apart(settings.slowed());
        side(round, report);
    }

    /** Neither what is found out at first nor what is made good at last is measured. */
    private void side(int round, NotifyReport report) throws BenchFailure {
        report.lostWhileWarming(stretches.leadIn(
                Route.NOTIFIER, settings.rates().stream().findFirst().orElse(500), LEAD_IN_SECONDS));
        for (Route route : settings.systems()) {
            report.add(stretches.drain(route, round));
        }
        for (int rate : settings.rates()) {
            for (Route route : settings.systems()) {
                report.add(stretches.pace(route, rate));
            }
        }
        report.lateDuplicates(stretches.lateDuplicates());
    }

    /** The slow targets have got all that waited for them. */
    private void awaitRecovery() throws BenchFailure {
        long end = System.nanoTime() + RECOVERY.toNanos();
        while (notifier.count("parkedNow") > 0) {
            if (System.nanoTime() > end) {
                throw new BenchFailure("targets that answer again have not got what waited for them in " + RECOVERY);
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
    }
}
