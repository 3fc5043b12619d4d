package io.opsbus.notifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.testkit.Seeds;
import java.nio.file.Path;
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

    @TempDir
    private Path folder;

    @Test
    void eachResourceIsToldInOrderHoweverOftenTheProcessIsKilled() {
        var random = Seeds.random("KilledInOrderIT");
        try (var rig = new Rig(folder, "inorder")) {
            var sink = rig.sink();
            var numbered = new Numbered(rig.account(), RESOURCES);
            var notifier = rig.notifier();
            notifier.start();
            notifier.subscribe(rig.account(), sink.url("/count/told"), "BLOCK");
            for (var round = 1; round <= ROUNDS; round++) {
                rig.publish(numbered.next(EACH));
                rig.awaitArrivals(sink.arrivals() + 1 + random.nextInt(RESOURCES * EACH / 4));
                notifier.kill();
                sink.settled();
                notifier.start();
            }
            rig.awaitAll(1);
            rig.awaitNothingParked();
            var order = Numbered.Order.of(sink.told());
            System.out.printf(
                    "kill -9 in order: %d kills, %d events of %d resources, %d twice%n",
                    ROUNDS,
                    sink.ids().size(),
                    RESOURCES,
                    sink.arrivals() - sink.ids().size());
            assertThat(order.wrong()).isEmpty();
            assertThat(order.late()).isZero();
            assertThat(order.resources()).isEqualTo(RESOURCES);
        }
    }
}
