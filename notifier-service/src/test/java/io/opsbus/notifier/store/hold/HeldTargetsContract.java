package io.opsbus.notifier.store.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.notifier.Given;
import io.opsbus.notifier.Subscription;
import io.opsbus.notifier.delivery.DeliveryState;
import io.opsbus.notifier.dispatch.Parking;
import io.opsbus.notifier.hold.HeldTarget;
import io.opsbus.notifier.hold.HeldTarget.Reason;
import io.opsbus.notifier.hold.HeldTargets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a store of held targets promises. */
abstract class HeldTargetsContract {
    private static final Instant NOON = Given.NOON;
    private static final Subscription A = Given.subscription("a", Given.everything());
    private static final Subscription B = Given.subscription("b", Given.everything());

    private HeldTargets held;
    private Parking parking;

    /** Two views of the same, empty stores. */
    record Stores(HeldTargets held, Parking parking) {}

    abstract Stores empty();

    @BeforeEach
    void start() {
        var stores = empty();
        held = stores.held();
        parking = stores.parking();
    }

    private static HeldTarget hold(Subscription of, Reason reason, Instant since) {
        return new HeldTarget(of.id().target(), of.account(), reason, since);
    }

    private void park(Subscription to, int number, Instant routedAt) {
        parking.park(List.of(
                new Parking.Row(Given.delivery(to, number, routedAt), new DeliveryState.Parked(routedAt, 0, NOON), 1)));
    }

    @Test
    void aTargetIsHeldOnceUntilItIsReleased() {
        held.hold(hold(A, Reason.PAUSED, NOON));
        held.hold(hold(A, Reason.FAILING, NOON.plusSeconds(9)));
        assertThat(held.all()).containsExactly(hold(A, Reason.PAUSED, NOON));
        held.release(B.id().target(), NOON);
        assertThat(held.all()).hasSize(1);
        held.release(A.id().target(), NOON);
        assertThat(held.all()).isEmpty();
    }

    @Test
    void whatWaitedHasNotAged() {
        held.hold(hold(A, Reason.PAUSED, NOON));
        park(A, 1, NOON.minusSeconds(100));
        park(A, 2, NOON.plusSeconds(100));
        park(B, 3, NOON.minusSeconds(100));
        assertThat(held.waiting(A.id().target())).isEqualTo(2);
        var end = NOON.plusSeconds(10_000);
        held.release(A.id().target(), end);
        var rows = parking.claim(
                List.of(new Parking.Want(A.id().target(), 9), new Parking.Want(B.id().target(), 9)),
                end,
                end.plusSeconds(15));
        assertThat(rows)
                .extracting(row -> row.delivery().routedAt())
                .containsExactlyInAnyOrder(end.minusSeconds(100), end, NOON.minusSeconds(100));
    }
}
