package io.opsbus.notifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that is stopped (SIGSTOP) for longer than its session, and then goes on as if nothing had been (SIGCONT): another has taken its
 * partitions over meanwhile, and what it believes of them counts no more: nothing is lost, and what arrives twice is no more than it had under way.
 */
class StoppedNotifierIT {
    private static final int TARGETS = 4;
    private static final int EVENTS = 300;

    @TempDir
    private Path folder;

    @Test
    void whatAStoppedProcessBelievesCountsNoMore() {
        try (var rig = new Rig(folder, "stopped")) {
            var stopped = rig.telling(TARGETS);
            var other = rig.notifier(1);
            other.start();
            await().atMost(Rig.PATIENCE)
                    .until(() -> other.get("/health/readiness").contains("UP"));
            rig.publish(EVENTS);
            rig.awaitArrivals(EVENTS + 1);
            stopped.signal("STOP");
            rig.publish(EVENTS);
            rig.awaitAll(TARGETS);
            stopped.signal("CONT");
            rig.publish(EVENTS);
            rig.awaitAll(TARGETS);
            assertThat(stopped.isAlive()).isTrue();
            assertThat(other.isAlive()).isTrue();
            var duplicates = rig.tally().twice();
            System.out.printf("SIGSTOP: %d deliveries, 0 lost, %d duplicates%n", rig.published() * TARGETS, duplicates);
            assertThat(duplicates).isLessThanOrEqualTo(TARGETS * Rig.PLACES);
        }
    }
}
