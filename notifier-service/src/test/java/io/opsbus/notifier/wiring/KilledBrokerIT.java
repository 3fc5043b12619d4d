package io.opsbus.notifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.testkit.Backbone;
import io.opsbus.testkit.Seeds;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL of the broker in the middle of delivering, and the broker started again on its data: the notifier lives on and goes on by itself, every
 * event arrives, and what arrives twice is no more than what was under way when the broker died.
 */
class KilledBrokerIT {
    private static final int ROUNDS = 3;
    private static final int EVENTS = 400;
    private static final int TARGETS = 3;

    /** Longer than an attempt waits to be written down (30 s), a transaction (15 s) and a session (10 s). */
    private static final Duration AWAY = Duration.ofSeconds(Integer.getInteger("opsbus.away", 36));

    @TempDir
    private Path folder;

    private final Backbone.Kafka kafka = Backbone.get().kafka();
    private Rig rig;
    private KillableNotifier notifier;

    @BeforeEach
    void start() {
        rig = new Rig(folder, "brokerless");
        notifier = rig.telling(TARGETS);
    }

    @AfterEach
    void heal() {
        kafka.start();
        rig.close();
    }

    private void judge(String what, int kills) {
        rig.awaitNothingParked();
        var tally = rig.tally();
        System.out.printf("%s: %d deliveries, 0 lost, %s%n", what, rig.published() * TARGETS, tally);
        assertThat(tally.twice()).isLessThanOrEqualTo((long) kills * TARGETS * Rig.PLACES);
        assertThat(rig.deadLetters()).isEmpty();
        assertThat(notifier.isAlive()).isTrue();
    }

    @Test
    void noEventIsLostHoweverOftenTheBrokerDies() {
        var random = Seeds.random("KilledBrokerIT");
        for (var round = 1; round <= ROUNDS; round++) {
            rig.publish(EVENTS);
            rig.awaitArrivals(rig.sink().arrivals() + 1 + random.nextInt(EVENTS * TARGETS / 2));
            kafka.kill();
            await().atMost(Rig.PATIENCE)
                    .until(() -> notifier.get("/health/readiness").contains("DOWN"));
            kafka.start();
            rig.awaitAll(TARGETS);
        }
        judge("kill -9 of the broker, " + ROUNDS + " times", ROUNDS);
    }

    @Test
    void aBrokerThatIsAwayForLongerThanAnybodyWaitsForItLosesNothing() {
        rig.publish(EVENTS);
        rig.awaitArrivals(EVENTS / 4);
        // the router has these in a transaction, or has not read them
        rig.publish(EVENTS);
        kafka.kill();
        Rig.pass(AWAY);
        assertThat(notifier.get("/health/readiness")).contains("DOWN");
        kafka.start();
        rig.awaitAll(TARGETS);
        rig.publish(EVENTS);
        rig.awaitAll(TARGETS);
        judge("broker away for " + AWAY, 1);
    }
}
