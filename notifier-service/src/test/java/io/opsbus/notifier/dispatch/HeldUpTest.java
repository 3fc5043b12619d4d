package io.opsbus.notifier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.TargetId;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.delivery.DeliveryState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A process that stood still does not go on where it was: somebody else may have by then. */
class HeldUpTest extends DeliveryScene {
    private static final Duration LONG = Duration.ofSeconds(30);

    private boolean stopsWhileLookingUp;
    private boolean stopsBeforeSending;

    /** The process is stopped, and goes on, in the middle of the next attempt. */
    private void stopInTheNextAttempt() {
        channel.script(_ -> {
            ticks.addAndGet(LONG.toNanos());
            clock.advance(LONG);
            answer(204);
            return Optional.of(FakeChannel.status(204));
        });
    }

    @Test
    void aBatchThatStoodStillBeginsNothingMoreAndIsNotSafe() {
        stopInTheNextAttempt();
        assertThatThrownBy(() -> deliverer.accept(batch(GOOD, 0, 20))).isInstanceOf(Deliverer.HeldUp.class);
        assertThat(channel.sent()).as("what was under way").hasSize(LIMITS.window());
        assertThat(attempts).as("may end, and is known").hasSize(LIMITS.window());
        assertThat(parking.count()).as("nothing is claimed for later").isZero();
    }

    @Test
    void whatWasToBeginAtOnceGivesItsPlaceBack() {
        stopsBeforeSending = true;
        var batch = batch(GOOD, 0, 20);
        assertThatThrownBy(() -> deliverer.accept(batch)).isInstanceOf(Deliverer.HeldUp.class);
        assertThat(channel.sent()).isEmpty();
        accept(batch);
        drain();
        assertThat(channel.sent()).as("once each").hasSize(20);
    }

    @Test
    void whatItHadNotBegunIsDeliveredWhenItIsReadAgain() {
        stopInTheNextAttempt();
        var batch = batch(GOOD, 0, 20);
        assertThatThrownBy(() -> deliverer.accept(batch)).isInstanceOf(Deliverer.HeldUp.class);
        var sent = new HashSet<>(channel.sent());
        accept(batch.stream().filter(one -> !sent.contains(one.id())).toList());
        drain();
        assertThat(channel.sent()).as("once each").hasSize(20);
        assertThat(new HashSet<>(channel.sent())).hasSize(20);
    }

    @Test
    void aBatchThatStoodStillWhileItWaitedForTheStoreParksNothing() {
        answer(500);
        parking.away(true);
        var safe = begin(batch(BAD, 0, 2));
        ticks.addAndGet(LONG.toNanos());
        parking.away(false);
        worker.turn();
        assertThat(safe.exceptionNow()).isInstanceOf(Deliverer.HeldUp.class);
        assertThat(parking.count()).isZero();
    }

    @Test
    void aWaitThatTakesAsLongAsItMayIsNoStandstill() {
        channel.script(_ -> {
            ticks.addAndGet(Duration.ofSeconds(4).toNanos());
            answer(204);
            return Optional.of(FakeChannel.status(204));
        });
        accept(batch(GOOD, 0, 20));
        drain();
        assertThat(channel.sent()).hasSize(20);
    }

    @Test
    void whatWasClaimedBeforeAStandstillIsGivenBackUntried() {
        stopsWhileLookingUp = true;
        parking.park(batch(GOOD, 0, 3).stream()
                .map(one -> new Parking.Row(
                        one,
                        new DeliveryState.Parked(Given.NOON, 1, Given.NOON),
                        1,
                        Optional.of(Given.NOON),
                        Optional.empty()))
                .toList());
        worker.turn();
        assertThat(channel.sent()).as("its lease has run out").isEmpty();
        drain();
        assertThat(channel.sent()).as("once each").hasSize(3);
    }

    @Override
    Optional<Subscription> ownerOf(TargetId target) {
        if (stopsBeforeSending) {
            stopsBeforeSending = false;
            ticks.addAndGet(LONG.toNanos());
            pulse.beat();
        }
        return super.ownerOf(target);
    }

    @Override
    Set<DeliveryId> recalled(Set<DeliveryId> asked, Instant since) {
        if (stopsWhileLookingUp) {
            stopsWhileLookingUp = false;
            clock.advance(LONG);
        }
        return super.recalled(asked, since);
    }
}
