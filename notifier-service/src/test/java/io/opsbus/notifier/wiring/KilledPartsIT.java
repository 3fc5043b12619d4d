package io.opsbus.notifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.testkit.Backbone;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the notifier needs dies under it, and with it: nothing is lost and nothing is taken for poison. How long it takes from the moment everything
 * runs again until the first event arrives is printed; the design asks for less than 15 s.
 */
class KilledPartsIT {
    private static final int EVENTS = 300;

    @TempDir
    private Path folder;

    private Rig rig;
    private KillableNotifier notifier;

    @BeforeEach
    void start() {
        rig = new Rig(folder, "parted");
        notifier = rig.telling(1);
        rig.publish(EVENTS);
        rig.awaitAll(1);
    }

    @AfterEach
    void heal() {
        Backbone.get().kafka().start();
        rig.close();
    }

    /** Milliseconds until something has arrived that had not. */
    private long recovered(int before, long since) {
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Rig.PATIENCE)
                .until(() -> rig.sink().ids().size() > before);
        return Duration.ofNanos(System.nanoTime() - since).toMillis();
    }

    private void end(String what, long recovery) {
        rig.awaitAll(1);
        rig.awaitNothingParked();
        var twice = rig.tally().twice();
        System.out.printf(
                "%s: %d events, 0 lost, %d twice, first arrival after %d ms%n", what, rig.published(), twice, recovery);
        assertThat(twice).isLessThanOrEqualTo(Rig.PLACES);
        assertThat(rig.deadLetters()).as("nothing was taken for poison").isEmpty();
        assertThat(notifier.isAlive()).isTrue();
    }

    @Test
    void withoutTheRegistryWhatIsKnownGoesOnAndANewProcessWaitsForIt() {
        rig.registry().kill();
        try {
            rig.publish(EVENTS);
            rig.awaitAll(1);
            notifier.kill();
            notifier.start();
            rig.publish(EVENTS);
            await().atMost(Rig.PATIENCE)
                    .until(() -> notifier.get("/health/readiness").contains("DOWN"));
        } finally {
            rig.registry().start();
        }
        var recovery = recovered(2 * EVENTS, System.nanoTime());
        end("registry killed, and the notifier under it", recovery);
    }

    @Test
    void brokerAndNotifierDieTogether() {
        var kafka = Backbone.get().kafka();
        rig.publish(EVENTS);
        rig.awaitArrivals(EVENTS + EVENTS / 10);
        kafka.kill();
        notifier.kill();
        var before = rig.sink().settled().size();
        kafka.start();
        notifier.start();
        var recovery = recovered(before, System.nanoTime());
        end("broker and notifier killed", recovery);
    }
}
