package io.opsbus.notifier.store.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.AccountId;
import io.opsbus.notifier.Given;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.delivery.Delivery;
import io.opsbus.notifier.delivery.DeliveryState;
import io.opsbus.notifier.dispatch.Parking;
import io.opsbus.notifier.hold.HeldTarget;
import io.opsbus.notifier.hold.HeldTargets;
import io.opsbus.notifier.hold.Stop;
import io.opsbus.notifier.hold.Stops;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a store of stops promises. */
abstract class StopsContract {
    private static final Instant NOON = Given.NOON;
    private static final Subscription A = Given.subscription("a", Given.everything());
    private static final AccountId OTHER = new AccountId("other");
    private static final Stop.Scope ALL = new Stop.Scope.Everything();
    private static final Stop.Scope OF_A = new Stop.Scope.OfAccount(A.account());

    private Stops stops;
    private HeldTargets held;
    private Parking parking;

    /** Three views of the same, empty stores. */
    record Stores(Stops stops, HeldTargets held, Parking parking) {}

    abstract Stores empty();

    @BeforeEach
    void start() {
        var stores = empty();
        stops = stores.stops();
        held = stores.held();
        parking = stores.parking();
    }

    private static Instant at(int minutes) {
        return NOON.plus(Duration.ofMinutes(minutes));
    }

    /** Parks a delivery that was routed so many minutes after noon. */
    private void park(int number, int routed) {
        park(Given.delivery(A, number, at(routed)));
    }

    private void park(Delivery delivery) {
        var state = new DeliveryState.Parked(delivery.routedAt(), 0, NOON);
        parking.park(List.of(new Parking.Row(delivery, state, 1)));
    }

    private void letGo() {
        while (stops.letGo(2)) {
            // until nothing ends any more
        }
    }

    /** When each that is parked was routed, by what counts for its age, in minutes after noon. */
    private List<Long> ages() {
        return parking.claim(List.of(new Parking.Want(A.id().target(), 99)), at(100_000), at(200_000)).stream()
                .map(row -> Duration.between(NOON, row.delivery().routedAt()).toMinutes())
                .sorted()
                .toList();
    }

    @Test
    void aStopIsInForceOnceUntilAllThatWaitedHasBeenLetGo() {
        park(1, 0);
        park(2, 0);
        park(3, 0);
        assertThat(stops.begin(ALL, "storm", at(1))).isTrue();
        assertThat(stops.begin(ALL, "again", at(2))).isFalse();
        assertThat(stops.begin(OF_A, "", at(3))).isTrue();
        var ofAccount = new Stop(OF_A, at(3), "", false);
        assertThat(stops.all()).containsExactly(new Stop(ALL, at(1), "storm", false), ofAccount);
        assertThat(stops.letGo(99)).as("nothing ends").isFalse();
        assertThat(stops.end(ALL, at(4))).isTrue();
        assertThat(stops.end(ALL, at(5))).isFalse();
        assertThat(stops.letGo(2)).isTrue();
        assertThat(stops.all()).containsExactly(new Stop(ALL, at(1), "storm", true), ofAccount);
        assertThat(stops.letGo(2)).isTrue();
        assertThat(stops.all()).containsExactly(ofAccount);
        assertThat(stops.letGo(2)).isFalse();
    }

    @Test
    void whatWaitedHasNotAged() {
        park(1, -100);
        park(2, 5);
        park(3, -50);
        stops.begin(ALL, "", at(0));
        stops.end(ALL, at(10));
        letGo();
        assertThat(ages()).containsExactly(-90L, -40L, 10L);
    }

    @Test
    void anAccountsStopConcernsNobodyElse() {
        var others = new Delivery.Addressee(A.id().target(), A.id(), 1, OTHER);
        var mine = Given.delivery(A, 1, at(-100));
        var theirs = Given.delivery(A, 2, at(-100));
        park(mine);
        park(new Delivery(theirs.id(), others, theirs.about(), theirs.routedAt(), theirs.body()));
        assertThat(stops.waiting(OF_A)).isEqualTo(1);
        assertThat(stops.waiting(ALL)).isEqualTo(2);
        stops.begin(OF_A, "", at(0));
        stops.end(OF_A, at(10));
        letGo();
        assertThat(ages()).containsExactly(-100L, -90L);
    }

    @Test
    void aStopWithinAPauseAndAPauseWithinAStopAreCountedOnce() {
        park(1, -100);
        held.hold(HeldTarget.paused(A.id().target(), A.account(), at(0)));
        stops.begin(ALL, "", at(10));
        stops.end(ALL, at(20));
        letGo();
        held.release(A.id().target(), at(30));
        stops.begin(ALL, "", at(40));
        held.hold(HeldTarget.paused(A.id().target(), A.account(), at(50)));
        held.release(A.id().target(), at(60));
        stops.end(ALL, at(70));
        letGo();
        assertThat(ages()).as("held for 30 and for 30 minutes").containsExactly(-40L);
    }

    @Test
    void aPauseAndAStopThatOverlapAreCountedOnce() {
        park(1, -100);
        held.hold(HeldTarget.paused(A.id().target(), A.account(), at(0)));
        stops.begin(ALL, "", at(10));
        held.release(A.id().target(), at(20));
        stops.begin(OF_A, "", at(25));
        stops.end(ALL, at(30));
        letGo();
        held.hold(HeldTarget.paused(A.id().target(), A.account(), at(35)));
        stops.end(OF_A, at(40));
        letGo();
        held.release(A.id().target(), at(50));
        assertThat(ages()).as("one after the other, for 50 minutes").containsExactly(-50L);
    }

    @Test
    void whatStopsAgainWhileItEndsStaysStopped() {
        park(1, -100);
        park(2, -100);
        park(3, -100);
        stops.begin(ALL, "", at(0));
        stops.end(ALL, at(10));
        stops.letGo(2);
        assertThat(stops.begin(ALL, "no!", at(11))).isTrue();
        letGo();
        assertThat(stops.all()).containsExactly(new Stop(ALL, at(11), "no!", false));
        stops.end(ALL, at(20));
        letGo();
        assertThat(ages()).containsExactly(-81L, -81L, -81L);
    }

    @Test
    void aClockThatWasSetBackMakesNothingOlder() {
        park(1, -100);
        stops.begin(ALL, "", at(0));
        stops.end(ALL, at(-10));
        letGo();
        assertThat(stops.all()).isEmpty();
        assertThat(ages()).containsExactly(-100L);
    }
}
