package io.opsbus.notifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.testkit.Backbone;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Deliveries that were handed over to the fallback while their batch could not be committed: the broker is dead when the own target says that it wants
 * them no more, and its batch is read again, by the same process or by another. The fallback has each of them once all the same.
 */
class KilledFallbackIT {
    private static final int EVENTS = 12;

    @TempDir
    private Path folder;

    private final Backbone.Kafka kafka = Backbone.get().kafka();
    private Rig rig;
    private KillableNotifier notifier;

    @BeforeEach
    void start() {
        rig = new Rig(folder, "fallback");
        // a batch waits for its answers until the broker is dead
        notifier = rig.notifier(Map.of("opsbus.notifier.hold", "4s"), List.of());
        notifier.start();
        notifier.fallingBack(rig.account(), rig.sink().url("/gate"), rig.sink().url("/ok/second"));
        rig.publish(1);
        await().atMost(Rig.PATIENCE).until(() -> rig.sink().got("/gate").size() == 1);
        rig.sink().shut();
        rig.publish(EVENTS);
        await().atMost(Rig.PATIENCE).until(() -> rig.sink().got("/gate").size() > EVENTS);
        kafka.kill();
        rig.sink().open();
    }

    @AfterEach
    void heal() {
        kafka.start();
        rig.close();
    }

    /** How many different ones the fallback has. */
    private long second() {
        return rig.sink().got("/ok/second").stream()
                .map(got -> got.headers().get("webhook-id"))
                .distinct()
                .count();
    }

    /** Until the fallback has what the own target did not want, of which one came after all this. */
    private long twice() {
        rig.publish(1);
        await().atMost(Rig.LONG_PATIENCE)
                .untilAsserted(() -> assertThat(second()).as(notifier::told).isEqualTo(EVENTS + 1));
        rig.awaitNothingParked();
        assertThat(rig.deadLetters()).isEmpty();
        return rig.sink().got("/ok/second").size() - second();
    }

    @Test
    void whoReadsItsBatchAgainKnowsWhatTheFallbackHas() {
        await().atMost(Rig.PATIENCE).until(() -> second() == EVENTS);
        kafka.start();
        var twice = twice();
        System.out.printf("handed over while the broker was dead: %d, %d twice%n", EVENTS, twice);
        assertThat(twice).isZero();
        assertThat(rig.sink().got("/gate")).as("each asked once").hasSize(EVENTS + 2);
    }

    @Test
    void whoTakesOverKnowsWhatWaitsForTheFallback() {
        await().atMost(Rig.PATIENCE).until(() -> rig.parked() > 0 || second() > 0);
        notifier.kill();
        // nobody alive knows of these, and there was no broker to write it down
        var had = second();
        kafka.start();
        notifier.start();
        var twice = twice();
        System.out.printf("killed after handing over: the fallback had %d of %d, %d twice%n", had, EVENTS, twice);
        assertThat(twice).isLessThanOrEqualTo(had);
    }
}
