package io.opsbus.benchmarks.notify;

import io.opsbus.benchmarks.BenchFailure;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/** Rules that want none of the events: of one resource each in the events' own account, of everything in a hundred others. */
final class OtherRules {
    private static final int CLIENTS = 8;
    private static final int ACCOUNTS = 100;
    private static final int STEP = 10_000;

    private OtherRules() {}

    static void make(NotifierProcess notifier, int count, URI target) throws BenchFailure {
        var failed = new AtomicReference<BenchFailure>();
        var next = new AtomicInteger();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, CLIENTS)
                    .forEach(_ -> clients.execute(() -> {
                        for (int rule = next.getAndIncrement();
                                rule < count && failed.get() == null;
                                rule = next.getAndIncrement()) {
                            try {
                                subscribe(notifier, rule, target);
                            } catch (BenchFailure refused) {
                                failed.compareAndSet(null, refused);
                            }
                        }
                    }));
        }
        if (failed.get() != null) {
            throw failed.get();
        }
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
