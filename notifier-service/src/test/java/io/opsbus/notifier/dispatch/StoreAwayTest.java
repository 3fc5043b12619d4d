package io.opsbus.notifier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.ResourceOrder;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.dispatch.late.Remainders;
import io.opsbus.notifier.hold.HeldTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;

/** The store of the parked is away: what cannot be parked waits, and nobody else does. */
class StoreAwayTest extends DeliveryScene {
    private static final Subscription ORDERED =
            Given.subscription("ordered", Given.everything()).with(ResourceOrder.BLOCK);

    private final List<Future<?>> safe = new ArrayList<>();

    /** The bad one fails, whoever else is told is well. */
    private void failing() {
        channel.script(post -> Optional.of(
                FakeChannel.status(post.delivery().target().equals(GOOD.id().target()) ? 204 : 500)));
    }

    private void away() {
        failing();
        parking.away(true);
    }

    private void back() {
        parking.away(false);
        answer(204);
    }

    private static Delivery mixed(int number) {
        return Given.delivery(number % 2 == 0 ? GOOD : BAD, number, Given.NOON);
    }

    @Test
    void theOthersAreToldAndABatchWithNothingToParkIsSafe() {
        away();
        for (var number = 0; number < 40; number += 2) {
            safe.add(begin(List.of(mixed(number), mixed(number + 1))));
        }
        safe.add(begin(batch(GOOD, 100, 4)));
        assertThat(counts.sums().delivered()).isEqualTo(24);
        assertThat(deliverer.waiting()).isEqualTo(20);
        assertThat(safe.stream().filter(Future::isDone)).hasSize(1);
        assertThat(safe.getLast().isDone()).isTrue();
        back();
        clock.advance(Duration.ofSeconds(10));
        drain();
        assertThat(safe).allMatch(Future::isDone);
        assertThat(deliverer.waiting()).isZero();
        assertThat(parking.count()).isZero();
        assertThat(sentOf(GOOD)).as("healthy ones once each").hasSize(24).doesNotHaveDuplicates();
        assertThat(counts.sums().delivered()).isEqualTo(44);
    }

    @Test
    void whatFindsNoRoomAtATargetThatIsWellIsToldAllTheSameAndHoldsNoBatch() {
        away();
        safe.add(begin(batch(BAD, 0, 1)));
        safe.add(begin(batch(GOOD, 1_000, 300)));
        awaitDelivered(300);
        deliverer.look();
        assertThat(deliverer.waiting()).isOne();
        assertThat(safe).extracting(Future::isDone).containsExactly(false, true);
        hang(BAD);
        accept(batch(BAD, 2_000, 100));
        accept(batch(GOOD, 3_000, 300));
        awaitDelivered(600);
        deliverer.look();
        assertThat(deliverer.waiting()).as("beside one that hangs").isEqualTo(101);
        assertThat(sentOf(GOOD)).doesNotHaveDuplicates();
    }

    private void awaitDelivered(long count) {
        await().untilAsserted(() -> assertThat(counts.sums().delivered()).isEqualTo(count));
    }

    @Test
    void whatATargetHasNoRoomForCountsForWhatMayWaitUntilItIsDelivered() {
        hang(GOOD);
        parking.away(true);
        safe.add(begin(batch(GOOD, 0, 300)));
        assertThat(deliverer.waiting()).isEqualTo(300);
        assertThat(channel.sent()).as("no more at once than ever").hasSize(LIMITS.window());
        answer(204);
        channel.end(FakeChannel.status(204));
        awaitDelivered(300);
        deliverer.look();
        assertThat(deliverer.waiting()).isZero();
        assertThat(safe).allMatch(Future::isDone);
    }

    @Test
    void nothingIsTakenAnyMoreWhenAsMuchWaitsAsMay() {
        hang(GOOD);
        parking.away(true);
        accept(batch(GOOD, 0, Remainders.MOST - 1));
        assertThat(deliverer.isFull()).isFalse();
        accept(batch(GOOD, Remainders.MOST, 1));
        assertThat(deliverer.isFull()).isTrue();
        answer(204);
        channel.end(FakeChannel.status(204));
        await().untilAsserted(() -> {
            deliverer.look();
            assertThat(deliverer.waiting()).isZero();
        });
        assertThat(deliverer.isFull()).isFalse();
    }

    @Test
    void whatFailsIsTriedAgainWhenItIsDueAndGoesOnAmongTheParked() {
        away();
        safe.add(begin(batch(BAD, 0, 2)));
        deliverer.look();
        assertThat(channel.sent()).as("not due").hasSize(2);
        clock.advance(Duration.ofSeconds(10));
        deliverer.look();
        await().untilAsserted(() -> {
            deliverer.look();
            assertThat(List.copyOf(attempts))
                    .extracting(Attempts.Attempt::number)
                    .containsExactly(1, 1, 2, 2);
        });
        parking.away(false);
        worker.turn();
        assertThat(safe).allMatch(Future::isDone);
        assertThat(parking.all()).extracting(row -> row.state().attempts()).containsExactly(2, 2);
        answer(204);
        clock.advance(Duration.ofMinutes(1));
        drain();
        assertThat(parking.count()).isZero();
    }

    @Test
    void whatItsTargetWantsNoMoreIsDeadWhenTheStoreIsBack() {
        hang(GOOD);
        parking.away(true);
        accept(batch(GOOD, 0, 1));
        channel.end(FakeChannel.status(410));
        deliverer.look();
        assertThat(letters).isEmpty();
        parking.away(false);
        drain();
        assertThat(letters).hasSize(1);
        assertThat(attempts).as("written down once").hasSize(1);
        assertThat(parking.count()).isZero();
    }

    @Test
    void whatWaitsForRoomIsParkedWhenTheStoreIsBackAndSentOnce() {
        hang(GOOD);
        parking.away(true);
        safe.add(begin(batch(GOOD, 0, 50)));
        parking.away(false);
        worker.turn();
        assertThat(safe).allMatch(Future::isDone);
        assertThat(deliverer.waiting()).isZero();
        answer(204);
        channel.end(FakeChannel.status(204));
        drain();
        assertThat(channel.sent()).hasSize(50).doesNotHaveDuplicates();
        assertThat(parking.count()).isZero();
    }

    @Test
    void whatWaitsForRoomDoesNotBeginOnceItIsGivenUp() throws InterruptedException {
        hang(GOOD);
        parking.away(true);
        safe.add(begin(batch(GOOD, 0, 50)));
        var giving = Thread.ofVirtual().start(this::giveUp);
        await().until(() -> safe.getFirst().isDone());
        answer(204);
        channel.end(FakeChannel.status(204));
        giving.join();
        assertThat(channel.sent()).hasSize(LIMITS.window());
        assertThat(deliverer.waiting()).isZero();
    }

    private void giveUp() {
        try {
            deliverer.giveUp();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatWaitsIsParkedInTheOrderOfItsBatchesAndNothingOfItsLineGoesBeforeIt() {
        owners.put(ORDERED.id().target(), ORDERED);
        away();
        accept(batch(BAD, 900, 1));
        accept(batch(ORDERED, 0, 1));
        parking.away(false);
        answer(204);
        // the store is back, and what waits is not there yet
        accept(batch(ORDERED, 1, 1));
        accept(batch(ORDERED, 2, 2));
        assertThat(sentOf(ORDERED)).isEmpty();
        worker.turn();
        clock.advance(Duration.ofSeconds(10));
        drain();
        assertThat(sentOf(ORDERED)).containsExactly(0, 1, 2, 3);
    }

    private List<Integer> sentOf(Subscription to) {
        return List.copyOf(attempts).stream()
                .map(Attempts.Attempt::delivery)
                .filter(one -> one.target().equals(to.id().target()))
                .map(one -> Integer.parseInt(one.about().eventId().substring("event-".length())))
                .toList();
    }

    @Test
    void whatQueuesBehindAPausedTargetAndWaitsIsNotOvertaken() {
        var id = BAD.id().target();
        held.hold(HeldTarget.paused(id, Given.ACCOUNT, clock.instant()));
        holds.refresh();
        away();
        accept(batch(BAD, 0, 2));
        parking.away(false);
        answer(204);
        held.release(id, clock.instant());
        holds.refresh();
        accept(batch(BAD, 2, 2));
        assertThat(channel.sent()).isEmpty();
        drain();
        assertThat(sentOf(BAD)).containsExactly(0, 1, 2, 3);
    }

    @Test
    void whatIsUnderWayIsSettledOnceItIsParked() {
        accept(batch(GOOD, 0, 4));
        hang(BAD);
        parking.away(true);
        var waiting = begin(batch(BAD, 10, 2));
        channel.end(FakeChannel.status(204));
        parking.away(false);
        drain();
        assertThat(waiting.isDone()).isTrue();
        assertThat(parking.count()).isZero();
        assertThat(channel.sent()).as("once each").hasSize(6);
    }

    @Test
    void whatIsGivenUpIsNeverParked() throws InterruptedException {
        away();
        safe.add(begin(batch(BAD, 0, 2)));
        safe.add(begin(batch(BAD, 2, 2)));
        deliverer.giveUp();
        back();
        drain();
        assertThat(parking.count()).isZero();
        assertThat(deliverer.waiting()).isZero();
        assertThat(safe).allMatch(one -> one.state() == Future.State.FAILED);
    }

    @Test
    void afterAStandstillNothingThatWaitsIsParkedAlsoWhatCameAfterIt() {
        away();
        safe.add(begin(batch(BAD, 0, 2)));
        ticks.addAndGet(Duration.ofSeconds(30).toNanos());
        pulse.beat();
        safe.add(begin(batch(BAD, 2, 2)));
        back();
        worker.turn();
        assertThat(safe).allMatch(one -> one.state() == Future.State.FAILED);
        assertThat(parking.count()).isZero();
    }

    @Test
    void theWorkerSaysThatTheStoreIsAwayAndGoesOnWhenItIsBack() {
        away();
        accept(batch(BAD, 0, 2));
        ThrowableAssert.ThrowingCallable turn = worker::turn;
        assertThat(ThrowableAssert.catchThrowable(turn)).isInstanceOf(Parking.Away.class);
        back();
        assertThat(worker.turn()).isTrue();
        assertThat(parking.count()).isEqualTo(2);
    }
}
