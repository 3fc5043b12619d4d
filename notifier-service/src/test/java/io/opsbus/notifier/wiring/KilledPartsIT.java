package io.opsbus.notifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.testkit.Backbone;
import io.opsbus.testkit.bus.FakeRegistry;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the notifier needs dies under it, and with it: nothing is lost and nothing is taken for poison. How long it takes from the moment everything
 * runs again until the first event arrives is printed; the design asks for less than 15 s.
 */
class KilledPartsIT {
    private static final int EVENTS = 300;
    /** The most places a target has. */
    private static final int PLACES = 64;

    private static final String ACCOUNT = "parted";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    private final FakeRegistry registry = new FakeRegistry();
    private final Sink sink = new Sink();
    private final Bus bus = new Bus(registry.schemas());
    private final Backbone.Database database = Backbone.get().postgres().newDatabase();
    private KillableNotifier child;

    @BeforeEach
    void start() {
        child = new KillableNotifier(RunningNotifier.settings(registry.url(), database), folder.resolve("child.log"));
        child.start();
        child.subscribe(ACCOUNT, sink.url("/count/parted"));
        KilledNotifierIT.publish(bus, ACCOUNT, EVENTS);
        arrive(EVENTS);
    }

    @AfterEach
    void heal() {
        Backbone.get().kafka().start();
        child.close();
        bus.close();
        sink.close();
        registry.close();
    }

    private void arrive(int all) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(sink.ids().size()).as(child::told).isEqualTo(all));
    }

    /** Milliseconds until something has arrived that had not. */
    private long recovered(int before, long since) {
        await().pollInterval(Duration.ofMillis(5))
                .atMost(PATIENCE)
                .until(() -> sink.ids().size() > before);
        return Duration.ofNanos(System.nanoTime() - since).toMillis();
    }

    private void end(String what, int all, long recovery) {
        arrive(all);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(KilledNotifierIT.parked(database)).isZero());
        var twice = Tally.of(sink.settled(), bus.timesDelivered()).twice();
        System.out.printf("%s: %d events, 0 lost, %d twice, first arrival after %d ms%n", what, all, twice, recovery);
        assertThat(twice).isLessThanOrEqualTo(PLACES);
        assertThat(bus.deadLetters()).as("nothing was taken for poison").isEmpty();
        assertThat(child.isAlive()).isTrue();
    }

    @Test
    void withoutTheRegistryWhatIsKnownGoesOnAndANewProcessWaitsForIt() {
        registry.kill();
        KilledNotifierIT.publish(bus, ACCOUNT, EVENTS);
        arrive(2 * EVENTS);
        child.kill();
        child.start();
        KilledNotifierIT.publish(bus, ACCOUNT, EVENTS);
        await().atMost(PATIENCE).until(() -> child.get("/health/readiness").contains("DOWN"));
        var before = sink.ids().size();
        registry.start();
        var recovery = recovered(before, System.nanoTime());
        end("registry killed, and the notifier under it", 3 * EVENTS, recovery);
    }

    @Test
    void brokerAndNotifierDieTogether() {
        var kafka = Backbone.get().kafka();
        KilledNotifierIT.publish(bus, ACCOUNT, EVENTS);
        await().pollInterval(Duration.ofMillis(5))
                .atMost(PATIENCE)
                .until(() -> sink.ids().size() > EVENTS + EVENTS / 10);
        kafka.kill();
        child.kill();
        var before = sink.settled().size();
        kafka.start();
        child.start();
        var recovery = recovered(before, System.nanoTime());
        end("broker and notifier killed", 2 * EVENTS, recovery);
    }
}
