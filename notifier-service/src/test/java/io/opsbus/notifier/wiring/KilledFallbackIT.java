package io.opsbus.notifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.notifier.wiring.kafka.KafkaBeans;
import io.opsbus.testkit.Backbone;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Deliveries that were handed over to the fallback by a batch that could not be committed, because the broker was dead, or the process just then. The
 * fallback has each of them once all the same.
 */
class KilledFallbackIT {
    private static final int EVENTS = 12;

    /** Until no client knows any more what there was at the broker. */
    private static final Duration FORGOTTEN = Duration.ofSeconds(2);

    /** Longer than an end waits to be written down (30 s) and a lease lasts (25 s). */
    private static final Duration AWAY = Duration.ofSeconds(Integer.getInteger("opsbus.away", 36));

    @TempDir
    private Path folder;

    private final Backbone.Kafka kafka = Backbone.get().kafka();
    private Rig rig;
    private KillableNotifier notifier;

    @BeforeEach
    void start() {
        rig = new Rig(folder, "fallback");
        // a batch waits for its answers until the broker is dead, and they are not late
        notifier =
                rig.notifier(Map.of("opsbus.notifier.hold", "4s", "opsbus.notifier.attempt-timeout", "15s"), List.of());
        notifier.start();
        notifier.fallingBack(rig.account(), rig.sink().url("/gate"), rig.sink().url("/ok/second"));
        var before = committed();
        rig.publish(1);
        await().atMost(Rig.PATIENCE).until(() -> rig.sink().got("/gate").size() == 1 && committed() > before);
        rig.sink().shut();
    }

    /** How much the deliverers have committed in all. */
    private long committed() {
        return rig.bus().committed(KafkaBeans.DELIVERERS).values().stream()
                .mapToLong(offset -> offset)
                .sum();
    }

    /** Asks the own target about all of them. */
    private void ask() {
        rig.publish(EVENTS);
        await().atMost(Rig.PATIENCE).until(() -> rig.sink().got("/gate").size() > EVENTS);
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
    void whatIsHandedOverWhileTheBrokerIsDeadComesOnce() {
        ask();
        kafka.kill();
        Rig.pass(FORGOTTEN);
        rig.sink().open();
        await().atMost(Rig.PATIENCE).until(() -> second() == EVENTS);
        Rig.pass(AWAY);
        kafka.start();
        var twice = twice();
        System.out.printf("handed over while the broker was dead, for %s: %d, %d twice%n", AWAY, EVENTS, twice);
        assertThat(twice).isZero();
        assertThat(rig.sink().got("/gate")).as("each asked once").hasSize(EVENTS + 2);
    }

    /** As if it had died before it could commit: the offsets are what they were before. */
    @Test
    void whoReadsItsBatchAgainKnowsWhatTheFallbackHas() {
        var commits = rig.bus().commits(KafkaBeans.DELIVERERS);
        ask();
        rig.sink().open();
        await().atMost(Rig.PATIENCE)
                .until(() -> rig.bus().timesDelivered(rig.account()).size() == EVENTS + 1);
        rig.awaitNothingParked();
        notifier.kill();
        Rig.forget(KafkaBeans.DELIVERERS);
        rig.bus().commit(KafkaBeans.DELIVERERS, commits);
        notifier.start();
        var twice = twice();
        System.out.printf("killed between handing over and committing: %d, %d twice%n", EVENTS, twice);
        assertThat(twice).isZero();
        assertThat(rig.sink().got("/gate")).as("each asked once").hasSize(EVENTS + 2);
    }
}
