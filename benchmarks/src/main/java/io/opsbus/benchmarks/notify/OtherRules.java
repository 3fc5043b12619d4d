package io.opsbus.benchmarks.notify;

import io.opsbus.benchmarks.BenchFailure;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Rules that want none of the events: of one resource each in the events' own account, of everything in a hundred others. */
final class OtherRules {
    private static final int ACCOUNTS = 100;
    private static final int STEP = 10_000;

    private OtherRules() {}

    static void make(NotifierProcess notifier, int count, URI target) throws BenchFailure {
        InParallel.take(count, rule -> subscribe(notifier, rule, target));
    }

    private static void subscribe(NotifierProcess notifier, int rule, URI target) throws BenchFailure {
        if (rule % 2 == 0) {
            notifier.subscribe(Events.ACCOUNT, List.of("i-other" + rule), target, Map.of());
        } else {
            notifier.subscribe("10000000000%05d".formatted(rule % ACCOUNTS), List.of("*"), target, Map.of());
        }
        if (rule % STEP == STEP - 1) {
            System.out.println("  " + (rule + 1));
        }
    }
}
