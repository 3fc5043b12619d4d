package io.opsbus.notifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.testkit.Backbone;
import io.opsbus.testkit.bus.FakeRegistry;
import io.opsbus.testkit.bus.Samples;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL at a random moment under load, ten times ({@code -Dopsbus.kills}): every event arrives, and what arrives twice is no more than what was under way: what the
 * receiver had and {@code notifier.attempts} had not when the process was dead.
 */
class KilledNotifierIT {
    private static final int ROUNDS = Integer.getInteger("opsbus.kills", 10);
    private static final int EVENTS = 400;
    /** The most places a target has. */
    private static final int PLACES = 64;

    private static final String ACCOUNT = "killed";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    @Test
    void noEventIsLostHoweverOftenTheProcessIsKilled() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        try (var registry = new FakeRegistry();
                var sink = new Sink();
                var bus = new Bus(registry.schemas())) {
            var database = Backbone.get().postgres().newDatabase();
            var child = new KillableNotifier(
                    RunningNotifier.settings(registry.url(), database), folder.resolve("child.log"));
            child.start();
            var underWay = 0L;
            var before = Map.<String, Long>of();
            try {
                child.subscribe(ACCOUNT, sink.url("/count/killed"));
                for (var round = 1; round <= ROUNDS; round++) {
                    publish(bus, ACCOUNT, EVENTS);
                    var enough = sink.arrivals() + 1 + random.nextInt(EVENTS * 3 / 4);
                    await().pollInterval(Duration.ofMillis(5)).atMost(PATIENCE).until(() -> sink.arrivals() >= enough);
                    assertThat(child.isAlive()).isTrue();
                    child.kill();
                    var arrived = sink.settled();
                    var unknown = unknown(before, arrived, bus.delivered());
                    before = arrived;
                    assertThat(unknown).isLessThanOrEqualTo(PLACES);
                    underWay += unknown;
                    child.start();
                }
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(sink.ids()).hasSize(ROUNDS * EVENTS));
                // rows a dead process had in hand come again when their leases have run out
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(parked(database)).isZero());
            } finally {
                child.close();
            }
            var duplicates = sink.arrivals() - sink.ids().size();
            System.out.printf(
                    "kill -9: %d rounds, %d events, 0 lost, %d duplicates, %d under way at the kills (seed %d)%n",
                    ROUNDS, ROUNDS * EVENTS, duplicates, underWay, seed);
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

    /** That many events of an account, on the bus; their ids. */
    static List<String> publish(Bus bus, String account, int events) {
        var ids = Stream.generate(() -> UUID.randomUUID().toString())
                .limit(events)
                .toList();
        ids.forEach(id -> bus.publish(Samples.REBOOT_SCHEDULED.withId(id).replace("169070*****30", account)));
        bus.flush();
        return ids;
    }

    static long parked(Backbone.Database database) {
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var statement = connection.createStatement();
                var found = statement.executeQuery("select count(*) from parked")) {
            return found.next() ? found.getLong(1) : 0;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
