package io.opsbus.notifier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.Rules;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.hold.HeldTarget;
import io.opsbus.notifier.hold.Stop;
import io.opsbus.notifier.store.hold.LiveHolds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** While an operator has stopped all sending, what is to be sent waits, in order, and does not age. */
class StoppedSendingTest extends DeliveryScene {
    private static final Stop.Scope ALL = new Stop.Scope.Everything();
    private static final Subscription FOREIGN = new Subscription(
            Given.subscription("foreign", Given.everything()).id(),
            new AccountId("foreign"),
            1,
            GOOD.selectors(),
            GOOD.target(),
            true,
            GOOD.pace());

    @BeforeEach
    void know() {
        owners.put(FOREIGN.id().target(), FOREIGN);
        holds.know(Rules.NONE.with(owners.values(), List.of()));
    }

    private void stop(Stop.Scope scope) {
        held.stops().begin(scope, "", clock.instant());
        holds.refresh();
    }

    private void goOn(Stop.Scope scope) {
        held.stops().end(scope, clock.instant());
        holds.refresh();
        while (held.stops().letGo(3)) {
            holds.refresh();
            if (holds.isStopped()) {
                assertThat(worker.turn()).as("not before all has been let go").isFalse();
            }
        }
        holds.refresh();
    }

    private static Delivery delivery(Subscription to, int number) {
        return Given.delivery(to, number, Given.NOON);
    }

    @Test
    void nothingIsSentToAnybodyHoweverLongAndThenAllOfItInOrder() {
        answer(503);
        accept(batch(BAD, 0, 1));
        stop(ALL);
        answer(204);
        var waiting = batch(BAD, 1, 20);
        accept(waiting);
        accept(batch(GOOD, 100, 1));
        accept(List.of(delivery(FOREIGN, 200)));
        for (var days = 0; days < 3; days++) {
            clock.advance(Duration.ofDays(1));
            assertThat(worker.turn()).isFalse();
        }
        assertThat(channel.sent()).as("the first attempt").hasSize(1);
        assertThat(parking.count()).isEqualTo(23);
        goOn(ALL);
        var newer = IntStream.range(21, 26)
                .mapToObj(i -> Given.delivery(BAD, i, clock.instant()))
                .toList();
        accept(newer);
        drain();
        assertThat(letters).as("three days did not count").isEmpty();
        assertThat(parking.count()).isZero();
        var order = new ArrayList<>(waiting.stream().map(Delivery::id).toList());
        order.addAll(newer.stream().map(Delivery::id).toList());
        assertThat(channel.sent()).filteredOn(order::contains).containsExactlyElementsOf(order);
        assertThat(channel.sent()).as("each once, the first one again").hasSize(2 + 20 + 1 + 1 + 5);
    }

    @Test
    void anAccountsStopHoldsBackItsTargetsAndNoOthers() {
        stop(new Stop.Scope.OfAccount(Given.ACCOUNT));
        accept(List.of(delivery(BAD, 0), delivery(FOREIGN, 1)));
        drain();
        assertThat(channel.sent()).containsExactly(delivery(FOREIGN, 1).id());
        clock.advance(Duration.ofDays(2));
        drain();
        assertThat(letters).isEmpty();
        goOn(new Stop.Scope.OfAccount(Given.ACCOUNT));
        drain();
        assertThat(channel.sent()).hasSize(2);
        assertThat(parking.count()).isZero();
    }

    @Test
    void aTargetThatIsMadeWhileItsAccountIsStoppedWaitsToo() {
        stop(new Stop.Scope.OfAccount(Given.ACCOUNT));
        var fresh = Given.subscription("fresh", Given.everything());
        owners.put(fresh.id().target(), fresh);
        holds.know(Rules.NONE.with(owners.values(), List.of()));
        accept(List.of(delivery(fresh, 0)));
        drain();
        assertThat(channel.sent()).isEmpty();
        assertThat(parking.count()).isEqualTo(1);
    }

    @Test
    void whatWaitsInItsLaneIsNotSentOnceAllSendingIsStopped() {
        owners.put(BAD.id().target(), BAD.enabled(false));
        accept(batch(BAD, 0, 20));
        owners.put(BAD.id().target(), BAD);
        hang(BAD);
        clock.advance(Duration.ofSeconds(60));
        assertThat(worker.turn()).isTrue();
        assertThat(channel.sent()).as("a window; others wait for it").hasSize(LIMITS.window());
        stop(ALL);
        answer(204);
        channel.end(FakeChannel.status(204));
        drain();
        assertThat(channel.sent()).hasSize(LIMITS.window());
        assertThat(parking.count()).isEqualTo(20 - LIMITS.window());
        goOn(ALL);
        drain();
        assertThat(channel.sent()).doesNotHaveDuplicates().hasSize(20);
        assertThat(parking.count()).isZero();
    }

    @Test
    void aPausedTargetStaysPausedWhenSendingGoesOn() {
        held.hold(HeldTarget.paused(BAD.id().target(), BAD.account(), clock.instant()));
        stop(ALL);
        accept(List.of(delivery(BAD, 0), delivery(GOOD, 1)));
        goOn(ALL);
        drain();
        assertThat(channel.sent()).containsExactly(delivery(GOOD, 1).id());
    }

    @Test
    void aProcessThatStartsWhileSendingIsStoppedSendsNothing() {
        stop(ALL);
        var later =
                new LiveHolds(held, held.stops(), parking, one -> one.about().eventName());
        later.refresh();
        assertThat(later.isStopped()).isTrue();
        assertThat(later.isHeld(BAD.id().target())).isTrue();
        assertThat(later.queueing(Set.of(BAD.id().target()))).hasSize(1);
    }
}
