package io.opsbus.benchmarks.notify;

import io.opsbus.benchmarks.BenchFailure;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/** Requests of one kind, some at a time. */
final class InParallel {
    private static final int CLIENTS = 8;

    private InParallel() {}

    /** One of them. */
    interface Step {
        void take(int number) throws BenchFailure;
    }

    /** Takes steps 0 to {@code count - 1}; after one that fails no other begins. */
    static void take(int count, Step step) throws BenchFailure {
        var failed = new AtomicReference<BenchFailure>();
        var next = new AtomicInteger();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, CLIENTS)
                    .forEach(_ -> clients.execute(() -> {
                        for (int number = next.getAndIncrement();
                                number < count && failed.get() == null;
                                number = next.getAndIncrement()) {
                            try {
                                step.take(number);
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
}
