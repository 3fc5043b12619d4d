package io.opsbus.notifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.testkit.Seeds;
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

    @TempDir
    private Path folder;

    @Test
    void everyEventEndsForEveryRuleThatWantsIt() {
        var random = Seeds.random("KilledHistoryIT");
        try (var rig = new Rig(folder, "historian")) {
            var notifier = rig.notifier();
            notifier.start();
            // one in ten fails the first time; one in seven is gone for the third
            var rules = List.of(
                    notifier.subscribe(rig.account(), rig.sink().url("/count/first")),
                    notifier.subscribe(rig.account(), rig.sink().url("/count/second")),
                    notifier.subscribe(rig.account(), rig.sink().url("/count/picky")));
            var events = new ArrayList<String>();
            for (var round = 1; round <= ROUNDS; round++) {
                events.addAll(rig.publish(EVENTS));
                rig.awaitArrivals(rig.sink().arrivals() + 1 + random.nextInt(EVENTS));
                notifier.kill();
                notifier.start();
            }
            await().pollInterval(Duration.ofSeconds(1))
                    .atMost(Rig.LONG_PATIENCE)
                    .untilAsserted(() -> assertThat(history(rig, events, rules)).satisfies(history -> {
                        assertThat(history.unended()).as("without an end").isEmpty();
                        assertThat(history.undead()).as("without a dead letter").isEmpty();
                    }));
            rig.awaitNothingParked();
            rig.sink().settled();
            var history = history(rig, events, rules);
            System.out.printf(
                    "history: %d kills, %d events x %d rules, all ended, %d ended again, %d strange%n",
                    ROUNDS,
                    events.size(),
                    rules.size(),
                    history.again(),
                    history.strange().size());
            assertThat(history.strange()).isEmpty();
            assertThat(history.unended()).isEmpty();
            assertThat(history.again()).isLessThanOrEqualTo((long) ROUNDS * rules.size() * Rig.PLACES);
        }
    }

    private static History history(Rig rig, List<String> events, List<String> rules) {
        return History.of(rig.account(), events, rules, rig.bus());
    }
}
