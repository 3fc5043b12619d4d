package io.opsbus.notifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.testkit.Backbone;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The database dies in the middle of delivering and stays away, while one target fails and cannot be parked for: the others are told all meanwhile.
 * When both are there again everything is delivered, nothing is dead, and the process goes on by itself; or another one does. How much came
 * meanwhile is printed.
 */
class KilledDatabaseIT {
    private static final int EVENTS = 200;
    private static final int TARGETS = 2;

    /** Longer than an attempt and its lease (15 s), and any time-out of a connection (15 s). */
    private static final Duration AWAY = Duration.ofSeconds(Integer.getInteger("opsbus.away", 20));

    private static final Duration SOME = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private final Backbone.Postgres postgres = Backbone.get().postgres();
    private Rig rig;
    private int before;
    private Set<String> late = Set.of();
    private KillableNotifier notifier;

    @BeforeEach
    void start() {
        rig = new Rig(folder, "baseless");
        notifier = rig.telling(0);
        for (var target = 0; target < TARGETS; target++) {
            notifier.subscribe(rig.account(), rig.sink().url("/count/told/" + target));
        }
        rig.sink().flip(500);
        notifier.subscribe(rig.account(), rig.sink().url("/flip"));
    }

    @AfterEach
    void heal() {
        postgres.start();
        rig.close();
    }

    /** The database dies while the first of these are under way; most are published without it. */
    private void publishWithoutDatabase() {
        rig.publish(EVENTS);
        rig.awaitArrivals(EVENTS / 4);
        postgres.kill();
        // what is parked by now is told when the database is back
        before = rig.sink().ids().size();
        late = Set.copyOf(rig.publish(EVENTS));
    }

    /** Those that do not fail for long hear of all that came without the database, while it is away. */
    private void awaitTheOthers() {
        await().atMost(Rig.PATIENCE)
                .untilAsserted(() -> assertThat(rig.sink().told())
                        .as(notifier::told)
                        .extracting(
                                body -> RunningNotifier.json(body).path("id").asText())
                        .filteredOn(late::contains)
                        .hasSizeGreaterThanOrEqualTo(TARGETS * EVENTS));
    }

    /** How many came since the database died. */
    private int meanwhile() {
        return rig.sink().ids().size() - before;
    }

    private int deliveries() {
        return rig.published() * TARGETS;
    }

    private void assertAllArrives() {
        postgres.start();
        rig.sink().flip(204);
        rig.awaitAll(TARGETS);
        await().atMost(Rig.LONG_PATIENCE)
                .untilAsserted(
                        () -> assertThat(rig.sink().taken()).as(notifier::told).hasSize(rig.published()));
        rig.publish(1);
        rig.awaitAll(TARGETS);
        rig.awaitNothingParked();
        assertThat(rig.deadLetters()).isEmpty();
        assertThat(notifier.isAlive()).isTrue();
        // also while nothing comes any more
        await().atMost(Rig.PATIENCE)
                .untilAsserted(() -> assertThat(notifier.get("/prometheus"))
                        .containsPattern("opsbus_notifier_waiting(\\{.*\\})? 0\\.0")
                        .containsPattern("opsbus_notifier_ahead(\\{.*\\})? 0\\.0"));
    }

    private long flippedTwice() {
        return rig.sink().taken().values().stream().mapToLong(LongAdder::sum).sum() - rig.published();
    }

    @Test
    void aDatabaseThatIsAwayForLongLosesNothing() {
        publishWithoutDatabase();
        awaitTheOthers();
        Rig.pass(AWAY);
        assertThat(notifier.get("/health/readiness")).contains("DOWN", "\"postgres\":{\"details\":{\"reason\"");
        var meanwhile = meanwhile();
        assertAllArrives();
        var tally = rig.tally();
        System.out.printf(
                "database away for %s: %d deliveries, %d of %d meanwhile, 0 lost, %s, %d twice where it failed%n",
                AWAY, deliveries(), meanwhile, TARGETS * EVENTS, tally, flippedTwice());
        assertThat(tally.twice()).isLessThanOrEqualTo((long) TARGETS * Rig.PLACES);
    }

    /** What waited dies with the process; whoever comes then reads it again and knows what was delivered ahead of it. */
    @Test
    void whatWaitsForTheDatabaseSurvivesAKill() {
        publishWithoutDatabase();
        awaitTheOthers();
        Rig.pass(SOME);
        var meanwhile = meanwhile();
        notifier.kill();
        postgres.start();
        notifier.start();
        assertAllArrives();
        var tally = rig.tally();
        System.out.printf(
                "killed while the database was away: %d deliveries, %d of %d by then, 0 lost, %s, %d twice where it failed%n",
                deliveries(), meanwhile, TARGETS * EVENTS, tally, flippedTwice());
        assertThat(tally.twice()).isLessThanOrEqualTo((long) TARGETS * Rig.PLACES);
        assertThat(tally.unknown()).isLessThanOrEqualTo((long) TARGETS * Rig.PLACES);
    }
}
