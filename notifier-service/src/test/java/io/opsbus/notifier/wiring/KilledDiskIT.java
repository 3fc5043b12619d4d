package io.opsbus.notifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.testkit.Backbone;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The disk under the broker, or under the database, is full in the middle of delivering, or answers with an input/output error. Both end of it; when
 * there is room again, or another disk, and they are started, everything they had accepted is delivered, and the notifier has told meanwhile what it
 * misses and goes on by itself.
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

    /** What becomes of a disk. */
    enum Disk {
        FULL,
        BROKEN;

        void under(Backbone.Faults server) {
            switch (this) {
                case FULL -> server.fill();
                case BROKEN -> server.breakDisk();
            }
        }
    }

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
            kafka.mendDisk();
            kafka.start();
            postgres.free();
            postgres.mendDisk();
            postgres.start();
            assertThat(rig.parked()).isNotNegative();
        });
    }

    private void awaitMissing(String part) {
        await().atMost(Rig.PATIENCE)
                .untilAsserted(() -> assertThat(notifier.get("/health/readiness"))
                        .contains("DOWN", "\"" + part + "\":{\"details\":{\"reason\""));
    }

    private void judge(Disk disk, String what) {
        rig.awaitAll(TARGETS);
        rig.publish(EVENTS);
        rig.awaitAll(TARGETS);
        rig.awaitNothingParked();
        var tally = rig.tally();
        System.out.printf(
                "%s disk of the %s: %d deliveries, 0 lost, %s%n", disk, what, rig.published() * TARGETS, tally);
        assertThat(tally.twice()).isLessThanOrEqualTo((long) TARGETS * Rig.PLACES);
        assertThat(rig.deadLetters()).isEmpty();
        assertThat(notifier.isAlive()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aBrokerKeepsWhatItAcknowledged(Disk disk) {
        disk.under(kafka);
        awaitMissing("kafka");
        room();
        judge(disk, "broker");
    }

    @ParameterizedTest
    @EnumSource
    void aDatabaseKeepsWhatItCommitted(Disk disk) {
        disk.under(postgres);
        rig.publish(EVENTS);
        awaitMissing("postgres");
        room();
        judge(disk, "database");
    }
}
