package io.opsbus.notifier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.DeliveryState;
import io.opsbus.notifier.dispatch.Parking;
import io.opsbus.notifier.dispatch.Parking.Queue;
import io.opsbus.notifier.dispatch.Parking.Row;
import io.opsbus.notifier.dispatch.Parking.Settlement;
import io.opsbus.notifier.dispatch.Parking.Want;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a parking store promises of rows that queue by a resource. */
abstract class ParkedQueuesContract {
    static final Instant NOON = Given.NOON;
    static final Instant LEASE = NOON.plusSeconds(15);
    static final Subscription A = Given.subscription("a", Given.everything());
    static final Subscription B = Given.subscription("b", Given.everything());

    Parking parking;

    abstract Parking empty();

    @BeforeEach
    void start() {
        parking = empty();
    }

    static Delivery delivery(Subscription to, int number) {
        var plain = Given.delivery(to, number, NOON.minusSeconds(60));
        var about = new Delivery.Subject(plain.about().eventId(), plain.about().eventName(), Optional.empty(), 3);
        return new Delivery(plain.id(), plain.to(), about, plain.routedAt(), plain.body());
    }

    static Row row(Subscription to, int number, Instant due) {
        return new Row(delivery(to, number), new DeliveryState.Parked(NOON.minusSeconds(60), 1, due), 1);
    }

    static List<Want> want(Subscription of, int count) {
        return List.of(new Want(of.id().target(), count));
    }

    private static Row queueing(Subscription to, int number, String resource) {
        var state = new DeliveryState.Parked(NOON.minusSeconds(60), 0, NOON);
        return new Row(delivery(to, number), state, 1, Optional.empty(), Optional.of(resource));
    }

    @Test
    void ofWhatQueuesByAResourceOnlyTheFirstCanBeClaimed() {
        parking.park(List.of(queueing(A, 5, "i-1"), queueing(A, 4, "i-1"), queueing(A, 3, "i-2"), row(A, 2, NOON)));
        parking.park(List.of(queueing(A, 1, "i-1"), queueing(B, 6, "i-1")));
        assertThat(parking.queued()).containsExactlyInAnyOrder(A.id().target(), B.id().target());
        var first = parking.claim(want(A, 10), NOON, LEASE);
        assertThat(first)
                .extracting(Row::delivery)
                .containsExactlyInAnyOrder(delivery(A, 5), delivery(A, 3), delivery(A, 2));
        assertThat(parking.claim(want(A, 10), NOON, LEASE))
                .as("while it is in hand")
                .isEmpty();
        var head = first.stream()
                .filter(row -> row.delivery().equals(delivery(A, 5)))
                .findFirst()
                .orElseThrow();
        var later = new DeliveryState.Parked(NOON.minusSeconds(60), 1, NOON.plusSeconds(5));
        parking.settle(List.of(new Settlement.Again(head.delivery().id(), head.lease(), later)));
        assertThat(parking.claim(want(A, 10), NOON, LEASE))
                .as("it failed and comes first again")
                .isEmpty();
        parking.settle(List.of(new Settlement.Done(head.delivery().id(), head.lease())));
        assertThat(parking.claim(want(A, 10), NOON, LEASE))
                .extracting(Row::delivery)
                .containsExactly(delivery(A, 4));
        assertThat(parking.claim(want(B, 10), NOON, LEASE)).hasSize(1);
    }

    @Test
    void whatLiesBehindAClaimedHeadIsReadInItsOrder() {
        parking.park(List.of(queueing(A, 5, "i-1"), queueing(A, 4, "i-1"), queueing(A, 3, "i-2"), row(A, 2, NOON)));
        parking.park(List.of(queueing(B, 6, "i-1"), queueing(A, 1, "i-1"), queueing(A, 7, "i-1")));
        var heads = parking.claim(want(A, 10), NOON, LEASE).stream()
                .filter(row -> row.resource().isPresent())
                .toList();
        var old = NOON.minusSeconds(61);
        assertThat(parking.behind(heads, 2, old, NOON)).containsExactly(queueing(A, 4, "i-1"), queueing(A, 1, "i-1"));
        assertThat(parking.behind(heads, 9, NOON.minusSeconds(60), NOON))
                .as("too old")
                .isEmpty();
        assertThat(parking.behind(List.of(), 9, old, NOON)).isEmpty();
        assertThat(parking.claim(want(A, 10), NOON, LEASE))
                .as("while the head is in hand")
                .isEmpty();
    }

    @Test
    void whatLiesBehindIsReadUpToTheFirstThatMustWait() {
        var held = new DeliveryState.Parked(NOON.minusSeconds(60), 0, NOON);
        var later = new DeliveryState.Parked(NOON.minusSeconds(60), 0, NOON.plusSeconds(1));
        parking.park(List.of(
                queueing(A, 1, "i-1"),
                queueing(A, 2, "i-1"),
                new Row(delivery(A, 3), later, 1, Optional.empty(), Optional.of("i-1")),
                queueing(A, 4, "i-1"),
                queueing(A, 5, "i-2"),
                new Row(delivery(A, 6), held, 1, Optional.of(NOON), Optional.of("i-2"))));
        var heads = parking.claim(want(A, 10), NOON, LEASE);
        assertThat(parking.behind(heads, 9, Instant.EPOCH, NOON))
                .extracting(Row::delivery)
                .containsExactly(delivery(A, 2));
        var again = parking.claim(want(A, 10), LEASE, LEASE.plusSeconds(15));
        assertThat(parking.behind(again, 9, Instant.EPOCH, LEASE))
                .as("who had the head may have had those behind it")
                .extracting(Row::delivery, Row::heldSince)
                .containsExactly(
                        tuple(delivery(A, 2), Optional.of(NOON)),
                        tuple(delivery(A, 3), Optional.of(NOON)),
                        tuple(delivery(A, 4), Optional.of(NOON)));
    }

    @Test
    void whatLiesBehindIsSettledWhileTheHeadIsHeld() {
        parking.park(
                List.of(queueing(A, 1, "i-1"), queueing(A, 2, "i-1"), queueing(A, 3, "i-1"), queueing(A, 4, "i-1")));
        var head = head(A);
        var behind = parking.behind(List.of(head), 9, Instant.EPOCH, NOON);
        var due = NOON.plusSeconds(5);
        var failed = new DeliveryState.Parked(NOON.minusSeconds(60), 1, due);
        parking.settle(List.of(
                new Settlement.Done(delivery(A, 1).id(), head.lease()),
                behind(
                        head,
                        new Settlement.Done(delivery(A, 2).id(), behind.get(0).lease())),
                behind(
                        head,
                        new Settlement.Again(delivery(A, 3).id(), behind.get(1).lease(), failed))));
        assertThat(parking.count()).isEqualTo(2);
        assertThat(parking.claim(want(A, 9), NOON, LEASE)).isEmpty();
        var next = parking.claim(want(A, 9), due, due.plusSeconds(15)).getFirst();
        assertThat(next.delivery()).isEqualTo(delivery(A, 3));
        assertThat(next.state().attempts()).isEqualTo(1);
        parking.claim(want(A, 9), due.plusSeconds(15), due.plusSeconds(30));
        parking.settle(List.of(behind(
                next, new Settlement.Done(delivery(A, 4).id(), behind.get(2).lease()))));
        assertThat(parking.count()).as("the head is another's").isEqualTo(2);
        parking.settle(List.of(behind(
                head, new Settlement.Done(delivery(A, 4).id(), behind.get(2).lease()))));
        assertThat(parking.count()).as("the head is gone").isEqualTo(2);
    }

    private static Settlement behind(Row head, Settlement one) {
        return new Settlement.Behind(head.delivery().id(), head.lease(), one);
    }

    @Test
    void queuesOfATargetTakeTurns() {
        parking.park(
                List.of(queueing(A, 1, "i-1"), queueing(A, 2, "i-1"), queueing(A, 3, "i-2"), queueing(A, 4, "i-3")));
        var turns = new ArrayList<String>();
        for (var claimed = parking.claim(want(A, 1), NOON, LEASE); !claimed.isEmpty(); ) {
            var row = claimed.getFirst();
            turns.add(row.resource().orElseThrow());
            parking.settle(List.of(new Settlement.Done(row.delivery().id(), row.lease())));
            claimed = parking.claim(want(A, 1), NOON, LEASE);
        }
        assertThat(turns).containsExactly("i-1", "i-2", "i-3", "i-1");
    }

    @Test
    void whatDoesNotQueueGoesBeforeHeadsOfQueues() {
        parking.park(List.of(
                queueing(A, 1, "i-1"), queueing(A, 2, "i-2"), row(A, 3, NOON), row(A, 4, NOON.minusSeconds(1))));
        assertThat(parking.claim(want(A, 3), NOON, LEASE))
                .extracting(Row::delivery)
                .containsExactlyInAnyOrder(delivery(A, 4), delivery(A, 3), delivery(A, 1));
    }

    private static Queue queue(Subscription of, String resource) {
        return new Queue(of.id().target(), resource);
    }

    private Row head(Subscription of) {
        return parking.claim(want(of, 1), NOON, LEASE).getFirst();
    }

    @Test
    void aQueueWithRowsIsKnownAndWhetherItsFirstHasFailed() {
        parking.park(List.of(queueing(A, 1, "i-1"), queueing(A, 2, "i-1"), queueing(B, 3, "i-1"), row(A, 4, NOON)));
        var head = head(B);
        var later = new DeliveryState.Parked(NOON.minusSeconds(60), 1, NOON.plusSeconds(5));
        parking.settle(List.of(new Settlement.Again(head.delivery().id(), head.lease(), later)));
        assertThat(parking.waiting(List.of(queue(A, "i-1"), queue(A, "i-2"), queue(B, "i-1"))))
                .containsOnly(Map.entry(queue(A, "i-1"), false), Map.entry(queue(B, "i-1"), true));
        assertThat(parking.waiting(List.of())).isEmpty();
        assertThat(parking.failing()).containsExactly(queue(B, "i-1"));
    }

    @Test
    void aRowThatStepsAsideHoldsNobodyBackAndComesAgain() {
        parking.park(List.of(queueing(A, 1, "i-1"), queueing(A, 2, "i-1")));
        var head = head(A);
        var later = new DeliveryState.Parked(NOON.minusSeconds(60), 1, NOON.plusSeconds(5));
        parking.settle(List.of(new Settlement.Again(head.delivery().id(), head.lease(), later, true)));
        assertThat(head(A).delivery()).isEqualTo(delivery(A, 2));
        assertThat(parking.claim(want(A, 9), NOON.plusSeconds(5), LEASE))
                .extracting(Row::delivery, Row::resource)
                .containsExactly(tuple(delivery(A, 1), Optional.empty()));
    }

    @Test
    void outdatedIsWhatNobodyHasInHandAndIsNotTheLast() {
        parking.park(List.of(queueing(A, 1, "i-1"), queueing(A, 2, "i-1"), queueing(A, 3, "i-1")));
        parking.park(List.of(queueing(A, 4, "i-2"), queueing(A, 5, "i-3"), queueing(A, 6, "i-3")));
        var inHand = head(A);
        parking.park(List.of(row(A, 7, NOON)));
        assertThat(inHand.delivery()).isEqualTo(delivery(A, 1));
        var asked = List.of(queue(A, "i-1"), queue(A, "i-2"));
        var taken = parking.outdated(asked, 10, NOON, LEASE);
        assertThat(taken).extracting(Row::delivery).containsExactly(delivery(A, 2));
        assertThat(parking.outdated(asked, 10, NOON, LEASE))
                .as("it is in hand now")
                .isEmpty();
        var due = NOON.plusSeconds(99);
        var failed = new DeliveryState.Parked(NOON.minusSeconds(60), 1, due);
        parking.settle(List.of(
                new Settlement.Done(delivery(A, 2).id(), taken.getFirst().lease()),
                new Settlement.Again(inHand.delivery().id(), inHand.lease(), failed)));
        assertThat(parking.outdated(asked, 10, NOON, LEASE))
                .as("due or not")
                .extracting(Row::delivery)
                .containsExactly(delivery(A, 1));
        assertThat(parking.outdated(List.of(), 10, NOON, LEASE)).isEmpty();
        parking.park(List.of(queueing(A, 8, "i-3")));
        assertThat(parking.outdated(List.of(queue(A, "i-3")), 1, NOON, LEASE)).hasSize(1);
    }
}
