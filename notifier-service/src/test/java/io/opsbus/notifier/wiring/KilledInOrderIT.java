package io.opsbus.notifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.testkit.Seeds;
import io.opsbus.testkit.bus.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL at random moments, one delivery in ten failing at first: whoever is told in order hears of each resource the next event, or, after a kill,
 * the last one once more.
 */
class KilledInOrderIT {
    private static final int ROUNDS = 4;
    private static final int RESOURCES = 7;
    private static final int EACH = 40;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private int published;

    @Test
    void eachResourceIsToldInOrderHoweverOftenTheProcessIsKilled() {
        var random = Seeds.random("KilledInOrderIT");
        try (var rig = new Rig(folder, "inorder")) {
            var sink = rig.sink();
            var notifier = rig.notifier();
            notifier.start();
            notifier.subscribe(rig.account(), sink.url("/count/told"), "BLOCK");
            for (var round = 1; round <= ROUNDS; round++) {
                publish(rig);
                rig.awaitArrivals(sink.arrivals() + 1 + random.nextInt(RESOURCES * EACH / 4));
                notifier.kill();
                sink.settled();
                notifier.start();
            }
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(sink.ids()).hasSize(RESOURCES * published));
            rig.awaitNothingParked();
            System.out.printf(
                    "kill -9 in order: %d kills, %d events of %d resources, %d twice%n",
                    ROUNDS,
                    sink.ids().size(),
                    RESOURCES,
                    sink.arrivals() - sink.ids().size());
            assertInOrder(sink);
        }
    }

    /** The next ones of each resource, numbered from 0. */
    private void publish(Rig rig) {
        for (var number = published; number < published + EACH; number++) {
            for (var resource = 0; resource < RESOURCES; resource++) {
                rig.bus()
                        .publish(Samples.REBOOT_SCHEDULED
                                .withId(Integer.toString(number))
                                .replace("169070*****30", rig.account())
                                .replace("i-bp1ecr*****5go2go", "i-" + resource));
            }
        }
        rig.bus().flush();
        published += EACH;
    }

    private static void assertInOrder(Sink sink) {
        var last = new HashMap<String, Integer>();
        for (var body : sink.told()) {
            var event = RunningNotifier.json(body);
            var resource = event.path("resourceId").asText();
            var number = event.path("id").asInt();
            var before = last.getOrDefault(resource, -1);
            assertThat(number).as("of %s after %d", resource, before).isBetween(Math.max(0, before), before + 1);
            last.put(resource, number);
        }
        assertThat(last).hasSize(RESOURCES);
    }
}
