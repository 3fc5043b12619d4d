package io.opsbus.standalone.cli;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for another process, looking ten times a second. */
final class Waiting {
    private static final long STEP_NANOS = Duration.ofMillis(100).toNanos();

    private Waiting() {}

    /** True when the condition held in time. */
    static boolean until(Duration patience, BooleanSupplier condition) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
                return condition.getAsBoolean();
            }
            LockSupport.parkNanos(STEP_NANOS);
        }
        return true;
    }
}
