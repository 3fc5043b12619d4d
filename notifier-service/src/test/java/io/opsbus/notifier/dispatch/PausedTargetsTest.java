package io.opsbus.notifier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.hold.HeldTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is for a paused target or a disabled subscription waits, in order. */
class PausedTargetsTest extends DeliveryScene {
    private void pause(Subscription target) {
        held.hold(HeldTarget.paused(target.id().target(), target.account(), clock.instant()));
        holds.refresh();
    }

    private void resume(Subscription target) {
        held.release(target.id().target(), clock.instant());
        holds.refresh();
    }

    private static List<DeliveryId> ids(List<Delivery> batch) {
        return batch.stream().map(Delivery::id).toList();
    }

    @Test
    void whatIsForAPausedTargetWaitsHoweverLongAndGoesOutInOrder() {
        answer(503);
        accept(batch(BAD, 0, 1));
        pause(BAD);
        answer(204);
        var waiting = batch(BAD, 1, 20);
        accept(waiting);
        accept(batch(GOOD, 100, 1));
        for (var days = 0; days < 3; days++) {
            clock.advance(Duration.ofDays(1));
            drain();
        }
        assertThat(channel.sent())
                .as("the first attempt, and the other target's")
                .hasSize(2);
        assertThat(letters).isEmpty();
        assertThat(parking.count()).isEqualTo(21);
        resume(BAD);
        var newer = IntStream.range(21, 26)
                .mapToObj(i -> Given.delivery(BAD, i, clock.instant()))
                .toList();
        accept(newer);
        assertThat(channel.sent()).as("nothing overtakes what waited").hasSize(2);
        drain();
        assertThat(letters).isEmpty();
        assertThat(parking.count()).isZero();
        var order = new ArrayList<>(ids(waiting));
        order.addAll(ids(newer));
        assertThat(channel.sent()).filteredOn(order::contains).containsExactlyElementsOf(order);
        var last = Given.delivery(BAD, 50, clock.instant());
        accept(List.of(last));
        assertThat(channel.sent()).as("at once again").contains(last.id());
        assertThat(parking.count()).isZero();
    }

    @Test
    void whatWaitedStillExpiresAtItsOwnAge() {
        pause(BAD);
        accept(batch(BAD, 0, 1));
        clock.advance(Duration.ofDays(9));
        answer(503);
        resume(BAD);
        drain();
        assertThat(letters).isEmpty();
        for (var hours = 0; hours < 26; hours++) {
            clock.advance(Duration.ofHours(1));
            drain();
        }
        assertThat(letters).hasSize(1);
    }

    @Test
    void aDisabledSubscriptionsDeliveriesWaitAndFlowWhenItIsEnabled() {
        owners.put(BAD.id().target(), BAD.enabled(false));
        accept(batch(BAD, 0, 3));
        clock.advance(Duration.ofSeconds(60));
        drain();
        assertThat(channel.sent()).isEmpty();
        owners.put(BAD.id().target(), BAD);
        clock.advance(Duration.ofSeconds(60));
        drain();
        assertThat(channel.sent()).hasSize(3);
        assertThat(parking.count()).isZero();
    }

    @Test
    void whatWaitsInItsLaneIsNotSentOnceItsTargetIsPaused() {
        owners.put(BAD.id().target(), BAD.enabled(false));
        accept(batch(BAD, 0, 20));
        owners.put(BAD.id().target(), BAD);
        hang(BAD);
        clock.advance(Duration.ofSeconds(60));
        assertThat(worker.turn()).isTrue();
        assertThat(channel.sent()).as("a window; others wait for it").hasSize(LIMITS.window());
        pause(BAD);
        answer(204);
        channel.end(FakeChannel.status(204));
        drain();
        assertThat(channel.sent()).hasSize(LIMITS.window());
        assertThat(parking.count()).isEqualTo(20 - LIMITS.window());
        resume(BAD);
        drain();
        assertThat(channel.sent()).doesNotHaveDuplicates().hasSize(20);
        assertThat(parking.count()).isZero();
    }
}
