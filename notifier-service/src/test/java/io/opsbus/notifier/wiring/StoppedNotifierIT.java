package io.opsbus.notifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.testkit.Backbone;
import io.opsbus.testkit.bus.FakeRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that is stopped (SIGSTOP) for longer than its session, and then goes on as if nothing had been (SIGCONT): another has taken its
 * partitions over meanwhile, and what it believes of them counts no more: nothing is lost, and what arrives twice is no more than it had under way.
 */
class StoppedNotifierIT {
    private static final int TARGETS = 4;
    private static final int EVENTS = 300;
    /** The most places a target has. */
    private static final int PLACES = 64;

    private static final String ACCOUNT = "stopped";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Longer than Kafka waits for a consumer that does not come back for more (max.poll.interval.ms): late is not lost. */
    private static final Duration LONG_PATIENCE = Duration.ofMinutes(6);

    @TempDir
    private Path folder;

    private int published;

    private KillableNotifier child(Map<String, Object> settings, int instance) {
        var own = new HashMap<>(settings);
        own.put("opsbus.notifier.instance", instance);
        return new KillableNotifier(own, folder.resolve("child-" + instance + ".log"));
    }

    private void publish(Bus bus) {
        KilledNotifierIT.publish(bus, ACCOUNT, EVENTS);
        published += EVENTS;
    }

    /** What is missing is explained by those who could know. */
    private void awaitAll(Sink sink, KillableNotifier... alive) {
        await().atMost(LONG_PATIENCE)
                .untilAsserted(() -> assertThat(sink.ids().size())
                        .as(() -> Stream.of(alive).map(KillableNotifier::told).collect(Collectors.joining("\n")))
                        .isEqualTo(published * TARGETS));
    }

    @Test
    void whatAStoppedProcessBelievesCountsNoMore() {
        try (var registry = new FakeRegistry();
                var sink = new Sink();
                var bus = new Bus(registry.schemas())) {
            var settings = RunningNotifier.settings(
                    registry.url(), Backbone.get().postgres().newDatabase());
            try (var stopped = child(settings, 0);
                    var other = child(settings, 1)) {
                stopped.start();
                for (var target = 0; target < TARGETS; target++) {
                    stopped.subscribe(ACCOUNT, sink.url("/count/" + target));
                }
                other.start();
                await().atMost(PATIENCE)
                        .until(() -> other.get("/health/readiness").contains("UP"));
                publish(bus);
                await().pollInterval(Duration.ofMillis(5)).atMost(PATIENCE).until(() -> sink.arrivals() > EVENTS);
                stopped.signal("STOP");
                publish(bus);
                awaitAll(sink, other);
                stopped.signal("CONT");
                publish(bus);
                awaitAll(sink, stopped, other);
                assertThat(stopped.isAlive()).isTrue();
                assertThat(other.isAlive()).isTrue();
            }
            var duplicates = sink.settled().values().stream()
                    .mapToLong(count -> count - 1)
                    .sum();
            System.out.printf("SIGSTOP: %d deliveries, 0 lost, %d duplicates%n", published * TARGETS, duplicates);
            assertThat(duplicates).isLessThanOrEqualTo(TARGETS * PLACES);
        }
    }
}
