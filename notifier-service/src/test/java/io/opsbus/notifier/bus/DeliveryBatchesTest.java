package io.opsbus.notifier.bus;

import static io.opsbus.notifier.bus.ReadingNotifier.BAD;
import static io.opsbus.notifier.bus.ReadingNotifier.GOOD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The store of the parked is away while one of two targets fails: the other is told, and whoever takes over knows of it. */
class DeliveryBatchesTest {
    private static final int MANY = 1_000;

    private final ReadingNotifier notifier = new ReadingNotifier();

    /** Everything came once to the good one, and to the bad one when it was well. */
    private void assertAllCameOnce(ReadingNotifier.Life last, int each) {
        notifier.parking.away(false);
        notifier.heal();
        await().until(() -> {
            notifier.clock.advance(Duration.ofMinutes(1));
            last.work();
            return notifier.taken(BAD).size() == each && notifier.parking.count() == 0;
        });
        assertThat(notifier.taken(GOOD))
                .hasSize(each)
                .allSatisfy((_, times) -> assertThat(times).isOne());
        assertThat(notifier.taken(BAD))
                .allSatisfy((_, times) -> assertThat(times).isOne());
        assertThat(notifier.committed()).isEqualTo(2L * each);
    }

    @Test
    void theHealthyOneIsToldAllAndNothingIsCommittedPastWhatWaits() {
        var life = notifier.new Life(MANY);
        notifier.route(2);
        life.read();
        notifier.parking.away(true);
        notifier.route(198);
        life.read();
        assertThat(notifier.taken(GOOD)).as("told while the store is away").hasSize(100);
        assertThat(notifier.committed()).isEqualTo(2);
        assertThat(life.waiting()).isEqualTo(99);
        assertThat(life.batches().ahead()).isEqualTo(198);
        assertAllCameOnce(life, 100);
        assertThat(life.batches().ahead()).isZero();
    }

    @Test
    void whoeverComesAfterAKillKnowsHowFarItWasBegun() {
        notifier.parking.away(true);
        notifier.route(200);
        notifier.new Life(MANY).read();
        assertThat(notifier.committed()).isZero();
        notifier.parking.away(false);
        var next = notifier.new Life(MANY);
        next.read();
        assertAllCameOnce(next, 100);
    }

    @Test
    void whoeverComesAfterAKillKnowsItAlsoWhileTheStoreIsAway() {
        notifier.parking.away(true);
        notifier.route(200);
        notifier.new Life(MANY).read();
        var next = notifier.new Life(MANY);
        next.read();
        assertThat(next.waiting()).isEqualTo(100);
        assertAllCameOnce(next, 100);
    }

    @Test
    void whenThePartitionGoesNothingThatWaitsIsParkedByWhoHadIt() {
        notifier.parking.away(true);
        notifier.route(40);
        var first = notifier.new Life(MANY);
        first.read();
        first.giveUp(List.of());
        assertThat(first.waiting()).isZero();
        var next = notifier.new Life(MANY);
        next.read();
        notifier.parking.away(false);
        first.work();
        assertThat(notifier.parking.count()).isZero();
        assertAllCameOnce(next, 20);
    }

    @Test
    void afterAStandstillWhatWaitsIsReadAgainAndLookedUp() {
        notifier.parking.away(true);
        notifier.route(40);
        var life = notifier.new Life(MANY);
        life.read();
        notifier.standStill();
        notifier.route(40);
        life.read();
        assertThat(notifier.taken(GOOD)).hasSize(40);
        assertAllCameOnce(life, 40);
    }

    @Test
    void whereTooMuchWaitsAllAreHeldUpUntilTheStoreIsBack() throws InterruptedException {
        var most = 20;
        notifier.parking.away(true);
        notifier.route(100);
        var life = notifier.new Life(most);
        var reading = Thread.ofVirtual().start(life::read);
        await().until(() -> life.batches().isFull());
        assertThat(life.batches().ahead()).isEqualTo(most);
        assertThat(notifier.taken(GOOD)).hasSize(most / 2);
        notifier.parking.away(false);
        await().until(() -> {
            life.worked();
            return !reading.isAlive();
        });
        reading.join();
        assertThat(life.batches().isFull()).isFalse();
        assertAllCameOnce(life, 50);
    }
}
