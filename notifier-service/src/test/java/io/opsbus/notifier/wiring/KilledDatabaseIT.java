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
 * The database dies in the middle of delivering and stays away for longer than a connection or a lease lasts, while one target fails and cannot be
 * parked for: when both are there again everything is delivered, nothing is dead, and the process goes on by itself. How much came meanwhile is printed.
 */
class KilledDatabaseIT {
    private static final int EVENTS = 200;
    private static final int TARGETS = 2;

    /** Longer than an attempt and its lease (15 s), and any time-out of a connection (15 s). */
    private static final Duration AWAY = Duration.ofSeconds(Integer.getInteger("opsbus.away", 20));

    @TempDir
    private Path folder;

    private final Backbone.Postgres postgres = Backbone.get().postgres();
    private Rig rig;
    private KillableNotifier notifier;

    @BeforeEach
    void start() {
        rig = new Rig(folder, "baseless");
        notifier = rig.telling(TARGETS);
    }

    @AfterEach
    void heal() {
        postgres.start();
        rig.close();
    }

    @Test
    void aDatabaseThatIsAwayForLongLosesNothing() {
        rig.sink().flip(500);
        notifier.subscribe(rig.account(), rig.sink().url("/flip"));
        rig.publish(EVENTS);
        rig.awaitArrivals(EVENTS / 4);
        postgres.kill();
        rig.publish(EVENTS);
        Rig.pass(AWAY);
        assertThat(notifier.get("/health/readiness")).contains("DOWN", "\"postgres\":{\"details\":{\"reason\"");
        var meanwhile = rig.sink().ids().size();
        postgres.start();
        rig.sink().flip(204);
        rig.awaitAll(TARGETS);
        await().atMost(Rig.LONG_PATIENCE)
                .untilAsserted(
                        () -> assertThat(rig.sink().taken()).as(notifier::told).hasSize(rig.published()));
        rig.publish(1);
        rig.awaitAll(TARGETS);
        rig.awaitNothingParked();
        var tally = rig.tally();
        System.out.printf(
                "database away for %s: %d deliveries, %d of them by then, 0 lost, %s%n",
                AWAY, rig.published() * TARGETS, meanwhile, tally);
        assertThat(tally.twice()).isLessThanOrEqualTo((long) TARGETS * Rig.PLACES);
        assertThat(rig.deadLetters()).isEmpty();
        assertThat(notifier.isAlive()).isTrue();
    }
}
