package io.opsbus.notifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.testkit.Backbone;
import io.opsbus.testkit.Seeds;
import io.opsbus.testkit.bus.FakeRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL at random moments, and then what is written down is held against what was asked for: every event has, for every rule that wants it, an end
 * in {@code notifier.attempts}, with a dead letter where it was not delivered; nothing else has one. More than one end only where an attempt was under
 * way at a kill.
 */
class KilledHistoryIT {
    private static final int ROUNDS = 4;
    private static final int EVENTS = 300;
    /** The most places a target has. */
    private static final int PLACES = 64;

    private static final String ACCOUNT = "historian";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    @Test
    void everyEventEndsForEveryRuleThatWantsIt() {
        var random = Seeds.random("KilledHistoryIT");
        try (var registry = new FakeRegistry();
                var sink = new Sink();
                var bus = new Bus(registry.schemas())) {
            var database = Backbone.get().postgres().newDatabase();
            var child = new KillableNotifier(
                    RunningNotifier.settings(registry.url(), database), folder.resolve("child.log"));
            try (child) {
                child.start();
                // one in ten fails the first time; one in seven is gone for the third
                var rules = List.of(
                        child.subscribe(ACCOUNT, sink.url("/count/first")),
                        child.subscribe(ACCOUNT, sink.url("/count/second")),
                        child.subscribe(ACCOUNT, sink.url("/count/picky")));
                var events = new ArrayList<String>();
                for (var round = 1; round <= ROUNDS; round++) {
                    events.addAll(KilledNotifierIT.publish(bus, ACCOUNT, EVENTS));
                    var enough = sink.arrivals() + 1 + random.nextInt(EVENTS);
                    await().pollInterval(Duration.ofMillis(5)).atMost(PATIENCE).until(() -> sink.arrivals() >= enough);
                    child.kill();
                    child.start();
                }
                await().pollInterval(Duration.ofSeconds(1))
                        .atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(History.of(ACCOUNT, events, rules, bus))
                                .satisfies(history -> {
                                    assertThat(history.unended())
                                            .as("without an end")
                                            .isEmpty();
                                    assertThat(history.undead())
                                            .as("without a dead letter")
                                            .isEmpty();
                                }));
                await().atMost(PATIENCE)
                        .untilAsserted(() ->
                                assertThat(KilledNotifierIT.parked(database)).isZero());
                sink.settled();
                var history = History.of(ACCOUNT, events, rules, bus);
                System.out.printf(
                        "history: %d kills, %d events x %d rules, all ended, %d ended again, %d strange%n",
                        ROUNDS,
                        events.size(),
                        rules.size(),
                        history.again(),
                        history.strange().size());
                assertThat(history.strange()).isEmpty();
                assertThat(history.unended()).isEmpty();
                assertThat(history.again()).isLessThanOrEqualTo((long) ROUNDS * rules.size() * PLACES);
            }
        }
    }
}
