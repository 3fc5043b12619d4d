package io.opsbus.notifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.testkit.Seeds;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL at a random moment under load, ten times ({@code -Dopsbus.kills}): every event arrives, and what arrives twice is no more than what was
 * under way: what the receiver had and {@code notifier.attempts} had not when the process was dead.
 */
class KilledNotifierIT {
    private static final int ROUNDS = Integer.getInteger("opsbus.kills", 10);
    private static final int EVENTS = 400;

    @TempDir
    private Path folder;

    @Test
    void noEventIsLostHoweverOftenTheProcessIsKilled() {
        var random = Seeds.random("KilledNotifierIT");
        try (var rig = new Rig(folder, "killed")) {
            var sink = rig.sink();
            var notifier = rig.telling(1);
            var underWay = 0L;
            var before = Map.<String, Long>of();
            for (var round = 1; round <= ROUNDS; round++) {
                rig.publish(EVENTS);
                rig.awaitArrivals(sink.arrivals() + 1 + random.nextInt(EVENTS * 3 / 4));
                assertThat(notifier.isAlive()).isTrue();
                notifier.kill();
                var arrived = sink.settled();
                var unknown = unknown(
                        before, arrived, rig.bus().timesDelivered(rig.account()).keySet());
                before = arrived;
                assertThat(unknown).isLessThanOrEqualTo(Rig.PLACES);
                underWay += unknown;
                notifier.start();
            }
            rig.awaitAll(1);
            rig.awaitNothingParked();
            var duplicates = sink.arrivals() - sink.ids().size();
            System.out.printf(
                    "kill -9: %d rounds, %d events, 0 lost, %d duplicates, %d under way at the kills%n",
                    ROUNDS, ROUNDS * EVENTS, duplicates, underWay);
            assertThat(duplicates).isLessThanOrEqualTo(underWay);
        }
    }

    /** What arrived since the last kill, and nobody alive knows of. */
    private static long unknown(Map<String, Long> before, Map<String, Long> arrived, Set<String> known) {
        return arrived.entrySet().stream()
                .filter(one -> one.getValue() > before.getOrDefault(one.getKey(), 0L))
                .filter(one -> !known.contains(one.getKey()))
                .count();
    }
}
