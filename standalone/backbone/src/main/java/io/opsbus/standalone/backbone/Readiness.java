package io.opsbus.standalone.backbone;

import io.opsbus.standalone.backbone.process.Child;
import io.opsbus.standalone.backbone.process.StartFailure;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for a child process to answer. */
final class Readiness {
    private static final Duration STEP = Duration.ofMillis(25);

    private Readiness() {}

    static void await(Child child, Duration limit, BooleanSupplier answers) throws StartFailure {
        long end = System.nanoTime() + limit.toNanos();
        while (!answers.getAsBoolean()) {
            // waiting for the end of the process is the pause between two questions
            if (child.awaitExit(STEP)) {
                throw child.ended();
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new StartFailure("Interrupted while waiting for " + child.name() + ".");
            }
            if (System.nanoTime() - end > 0) {
                throw new StartFailure("%s is not ready after %d s; log %s"
                        .formatted(child.name(), TimeUnit.NANOSECONDS.toSeconds(limit.toNanos()), child.log()));
            }
        }
    }
}
