package io.opsbus.notifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.testkit.Backbone;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The disk under the broker, or under the database, is full in the middle of delivering. Both end of it; when there is room again and they are
 * started, everything they had accepted is delivered, and the notifier has told meanwhile what it misses and goes on by itself.
 */
class KilledDiskIT {
    private static final int EVENTS = 300;
    private static final int TARGETS = 2;

    @TempDir
    private Path folder;

    private final Backbone.Kafka kafka = Backbone.get().kafka();
    private final Backbone.Postgres postgres = Backbone.get().postgres();
    private Rig rig;
    private KillableNotifier notifier;

    @BeforeEach
    void start() {
        rig = new Rig(folder, "full");
        notifier = rig.telling(TARGETS);
        rig.publish(EVENTS);
        rig.awaitArrivals(EVENTS / 4);
    }

    @AfterEach
    void heal() {
        room();
        rig.close();
    }

    /** A server that is just about to end of it ends yet. */
    private void room() {
        await().atMost(Rig.PATIENCE).untilAsserted(() -> {
            kafka.free();
            kafka.start();
            postgres.free();
            postgres.start();
            assertThat(rig.parked()).isNotNegative();
        });
    }

    private void awaitMissing(String part) {
        await().atMost(Rig.PATIENCE)
                .untilAsserted(() -> assertThat(notifier.get("/health/readiness"))
                        .contains("DOWN", "\"" + part + "\":{\"details\":{\"reason\""));
    }

    private void judge(String what) {
        rig.awaitAll(TARGETS);
        rig.publish(EVENTS);
        rig.awaitAll(TARGETS);
        rig.awaitNothingParked();
        var tally = rig.tally();
        System.out.printf("full disk of the %s: %d deliveries, 0 lost, %s%n", what, rig.published() * TARGETS, tally);
        assertThat(tally.twice()).isLessThanOrEqualTo((long) TARGETS * Rig.PLACES);
        assertThat(rig.deadLetters()).isEmpty();
        assertThat(notifier.isAlive()).isTrue();
    }

    @Test
    void aBrokerWhoseDiskIsFullKeepsWhatItAcknowledged() {
        kafka.fill();
        awaitMissing("kafka");
        room();
        judge("broker");
    }

    @Test
    void aDatabaseWhoseDiskIsFullKeepsWhatItCommitted() {
        postgres.fill();
        rig.publish(EVENTS);
        awaitMissing("postgres");
        room();
        judge("database");
    }
}
