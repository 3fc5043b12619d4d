package io.opsbus.notifier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.ResourceOrder;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.delivery.Delivery;
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
    void whatFindsNoRoomAtATargetThatIsWellIsToldAllTheSame() {
        away();
        accept(batch(BAD, 0, 1));
        accept(batch(GOOD, 1_000, 300));
        assertThat(counts.sums().delivered()).isEqualTo(300);
        assertThat(deliverer.waiting()).isOne();
        hang(BAD);
        accept(batch(BAD, 2_000, 100));
        accept(batch(GOOD, 3_000, 300));
        assertThat(counts.sums().delivered()).as("beside one that hangs").isEqualTo(600);
        assertThat(deliverer.waiting()).isEqualTo(101);
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
