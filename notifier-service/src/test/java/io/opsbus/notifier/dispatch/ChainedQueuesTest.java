package io.opsbus.notifier.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.ResourceOrder;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.DeliveryId;
import io.opsbus.notifier.hold.HeldTarget;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What lies behind a claimed head of a queue goes after it, without a claim of its own. All is of one resource here. */
class ChainedQueuesTest extends DeliveryScene {
    private List<Delivery> queue(ResourceOrder order, int count) {
        owners.put(BAD.id().target(), BAD.with(order));
        held.hold(HeldTarget.paused(BAD.id().target(), BAD.account(), clock.instant()));
        holds.refresh();
        var all = IntStream.range(0, count).mapToObj(this::delivery).toList();
        accept(all);
        held.release(BAD.id().target(), clock.instant());
        holds.refresh();
        return all;
    }

    private Delivery delivery(int number) {
        var plain = Given.delivery(BAD, number, clock.instant());
        var about = new Delivery.Subject("event-" + number, "one", Optional.empty());
        return new Delivery(plain.id(), plain.to(), about, plain.routedAt(), plain.body());
    }

    private static List<DeliveryId> ids(List<Delivery> some) {
        return some.stream().map(Delivery::id).toList();
    }

    private void awaitSent(int count) {
        Awaitility.await().until(() -> channel.sent().size() >= count && attempts.size() >= count);
    }

    @Test
    void oneClaimIsEnoughForSeveralAndTheyGoOneAfterTheOther() {
        var all = queue(ResourceOrder.BLOCK, 20);
        assertThat(worker.turn()).isTrue();
        awaitSent(8);
        assertThat(channel.sent()).containsExactlyElementsOf(ids(all.subList(0, 8)));
        drain();
        assertThat(channel.sent()).containsExactlyElementsOf(ids(all));
        assertThat(parking.count()).isZero();
    }

    @Test
    void theNextGoesWhenTheEndOfTheOneBeforeItIsDurable() {
        var all = queue(ResourceOrder.BLOCK, 3);
        isDurable = false;
        assertThat(worker.turn()).isTrue();
        Awaitility.await().until(() -> unwritten.size() == 1);
        assertThat(channel.sent()).hasSize(1);
        unwritten.removeFirst().run();
        Awaitility.await().until(() -> unwritten.size() == 1);
        assertThat(channel.sent()).containsExactlyElementsOf(ids(all.subList(0, 2)));
        assertThat(parking.all())
                .as("the head stays, and nobody else gets at what is behind it")
                .isNotEmpty();
        assertThat(parking.claim(
                        List.of(new Parking.Want(BAD.id().target(), 9)),
                        clock.instant(),
                        clock.instant().plusSeconds(15)))
                .isEmpty();
    }

    @Test
    void behindOneThatFailsAllIsAsItWas() {
        var all = queue(ResourceOrder.BLOCK, 6);
        var third = all.get(2).id();
        channel.script(
                post -> Optional.of(FakeChannel.status(post.delivery().id().equals(third) ? 503 : 204)));
        drain();
        assertThat(channel.sent()).containsExactlyElementsOf(ids(all.subList(0, 3)));
        assertThat(parking.all()).hasSize(4);
        assertThat(parking.all()).allSatisfy(row -> assertThat(row.heldSince()).isEmpty());
        assertThat(parking.all().getFirst().state().attempts()).isEqualTo(1);
        assertThat(parking.all().subList(1, 4)).allSatisfy(row -> {
            assertThat(row.state().attempts()).isZero();
            assertThat(row.lease()).isEqualTo(1);
        });
    }

    @Test
    void whatADeadHolderDeliveredBehindTheHeadIsLookedUpToo() {
        var all = queue(ResourceOrder.BLOCK, 5);
        var now = clock.instant();
        var until = now.plus(LIMITS.lease());
        assertThat(parking.claim(List.of(new Parking.Want(BAD.id().target(), 1)), now, until))
                .hasSize(1);
        recalled.addAll(ids(all.subList(0, 3)));
        clock.advance(LIMITS.lease());
        drain();
        assertThat(channel.sent()).containsExactlyElementsOf(ids(all.subList(3, 5)));
        assertThat(askedSince).contains(now);
        assertThat(parking.count()).isZero();
    }

    @Test
    void whereWhatWaitsMayBeGivenUpEachIsClaimed() {
        var all = queue(ResourceOrder.SUPERSEDE, 3);
        assertThat(worker.turn()).isTrue();
        awaitSent(1);
        assertThat(channel.sent()).containsExactlyElementsOf(ids(all.subList(0, 1)));
        drain();
        assertThat(channel.sent()).containsExactlyElementsOf(ids(all));
    }

    @Test
    void whatIsPausedMeanwhileIsNotBegun() {
        var all = queue(ResourceOrder.NONE, 3);
        isDurable = false;
        assertThat(worker.turn()).isTrue();
        Awaitility.await().until(() -> unwritten.size() == 1);
        held.hold(HeldTarget.paused(BAD.id().target(), BAD.account(), clock.instant()));
        holds.refresh();
        isDurable = true;
        unwritten.removeFirst().run();
        drain();
        assertThat(channel.sent()).containsExactlyElementsOf(ids(all.subList(0, 1)));
        assertThat(parking.all()).extracting(Parking.Row::heldSince).containsOnly(Optional.<Instant>empty());
        assertThat(parking.count()).isEqualTo(2);
    }
}
