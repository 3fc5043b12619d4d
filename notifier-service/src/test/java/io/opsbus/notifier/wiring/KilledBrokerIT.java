package io.opsbus.notifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.testkit.Backbone;
import io.opsbus.testkit.Seeds;
import io.opsbus.testkit.bus.FakeRegistry;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL of the broker in the middle of delivering, and the broker started again on its data: the notifier lives on and goes on by itself, every
 * event arrives, and what arrives twice is no more than what was under way when the broker died. The broker is this JVM's own.
 */
class KilledBrokerIT {
    private static final int ROUNDS = 3;
    private static final int EVENTS = 400;
    private static final int TARGETS = 3;
    /** The most places a target has. */
    private static final int PLACES = 64;

    private static final String ACCOUNT = "brokerless";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    @AfterEach
    void heal() {
        Backbone.get().kafka().start();
    }

    @Test
    void noEventIsLostHoweverOftenTheBrokerDies() {
        var random = Seeds.random("KilledBrokerIT");
        var kafka = Backbone.get().kafka();
        try (var registry = new FakeRegistry();
                var sink = new Sink();
                var bus = new Bus(registry.schemas())) {
            var database = Backbone.get().postgres().newDatabase();
            var child = new KillableNotifier(
                    RunningNotifier.settings(registry.url(), database), folder.resolve("child.log"));
            Tally tally;
            try (child) {
                child.start();
                for (var target = 0; target < TARGETS; target++) {
                    child.subscribe(ACCOUNT, sink.url("/count/" + target));
                }
                for (var round = 1; round <= ROUNDS; round++) {
                    KilledNotifierIT.publish(bus, ACCOUNT, EVENTS);
                    var enough = sink.arrivals() + 1 + random.nextInt(EVENTS * TARGETS / 2);
                    await().pollInterval(Duration.ofMillis(5)).atMost(PATIENCE).until(() -> sink.arrivals() >= enough);
                    kafka.kill();
                    await().atMost(PATIENCE)
                            .until(() -> child.get("/health/readiness").contains("DOWN"));
                    kafka.start();
                    var all = round * EVENTS * TARGETS;
                    await().atMost(PATIENCE)
                            .untilAsserted(() -> assertThat(sink.ids().size())
                                    .as(child::told)
                                    .isEqualTo(all));
                    assertThat(child.isAlive()).isTrue();
                }
                await().atMost(PATIENCE)
                        .untilAsserted(() ->
                                assertThat(KilledNotifierIT.parked(database)).isZero());
                tally = Tally.of(sink.settled(), bus.timesDelivered());
            }
            System.out.printf(
                    "kill -9 of the broker: %d rounds, %d deliveries, 0 lost, %s%n",
                    ROUNDS, ROUNDS * EVENTS * TARGETS, tally);
            assertThat(tally.twice()).isLessThanOrEqualTo((long) ROUNDS * TARGETS * PLACES);
        }
    }
}
