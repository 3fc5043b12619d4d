package io.opsbus.notifier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.delivery.DeliveryState;
import io.opsbus.notifier.delivery.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a process that died had done is not done again. */
class DeliveriesAfterACrashTest extends DeliveryScene {
    @Test
    void aSuccessThatIsNotDurableYetStillTakesAPlace() {
        isDurable = false;
        accept(batch(GOOD, 0, 10));
        assertThat(channel.sent()).as("a window, whatever was answered").hasSize(LIMITS.window());
        assertThat(parking.count()).isEqualTo(10 - LIMITS.window());
        drain();
        assertThat(channel.sent()).hasSize(LIMITS.window());
        isDurable = true;
        List.copyOf(unwritten).forEach(Runnable::run);
        drain();
        assertThat(new HashSet<>(channel.sent())).hasSize(10);
        assertThat(channel.sent()).hasSize(10);
    }

    @Test
    void aBatchIsNotSafeBeforeItsGoodEndsStand() {
        isDurable = false;
        var safe = begin(batch(GOOD, 0, 2));
        assertThat(channel.sent()).hasSize(2);
        assertThat(safe.isDone()).as("killed now, nobody would know of these").isFalse();
        unwritten.removeFirst().run();
        assertThat(safe.isDone()).isFalse();
        unwritten.removeFirst().run();
        assertThat(safe.isDone()).isTrue();
        assertThat(parking.count()).isZero();
    }

    @Test
    void aRowGoesWhenItsGoodEndStands() {
        isDurable = false;
        parking.park(batch(GOOD, 0, 1).stream()
                .map(one -> new Parking.Row(one, new DeliveryState.Parked(Given.NOON, 1, Given.NOON), 1))
                .toList());
        Awaitility.await().until(() -> {
            worker.turn();
            return unwritten.size() == 1;
        });
        assertThat(worker.turn()).isFalse();
        assertThat(parking.count()).as("its end is on its way").isEqualTo(1);
        unwritten.removeFirst().run();
        assertThat(worker.turn()).isTrue();
        assertThat(parking.count()).isZero();
        assertThat(channel.sent()).hasSize(1);
    }

    @Test
    void theLastAttemptOfADeadOneStandsBeforeItsRowGoes() {
        var rowsThen = new ArrayList<Long>();
        kept = last -> rowsThen.add(parking.count());
        parking.park(batch(BAD, 0, 1).stream()
                .map(one -> new Parking.Row(one, new DeliveryState.Parked(Given.NOON, 1, Given.NOON), 1))
                .toList());
        answer(410);
        drain();
        assertThat(rowsThen).containsExactly(1L);
        assertThat(letters).hasSize(1);
        assertThat(attempts).singleElement().matches(Attempts.Attempt::terminal);
        assertThat(parking.count()).isZero();
    }

    @Test
    void whatADeadHolderHadDeliveredIsNotSentAgain() {
        hang(BAD);
        accept(batch(BAD, 0, 2));
        var begun = clock.instant();
        var survivor = restarted();
        recalled.add(Given.delivery(BAD, 0, Given.NOON).id());
        channel.script(_ -> Optional.of(FakeChannel.status(204)));
        clock.advance(LIMITS.lease());
        Awaitility.await().until(() -> {
            survivor.turn();
            return parking.count() == 0;
        });
        assertThat(channel.sent()).as("one of the two again").hasSize(3);
        assertThat(askedSince).containsOnly(begun);
        assertThat(counts.sums().recalled()).isEqualTo(1);
    }

    /** Another process over the same stores. */
    private ParkedDeliveries restarted() {
        start();
        return worker;
    }

    @Test
    void whatWaitedInALaneThatClosedIsGivenBackAtOnce() {
        hang(BAD);
        parking.park(batch(BAD, 0, 6).stream()
                .map(one -> new Parking.Row(one, new DeliveryState.Parked(Given.NOON, 1, Given.NOON), 1))
                .toList());
        worker.turn();
        assertThat(channel.open(BAD.id().target())).isEqualTo(LIMITS.window());
        channel.end(new Outcome.Answered(429, Optional.of(clock.instant().plusSeconds(60))));
        worker.turn();
        assertThat(parking.all())
                .as("nobody has one in hand")
                .allMatch(row -> row.heldSince().isEmpty());
    }
}
