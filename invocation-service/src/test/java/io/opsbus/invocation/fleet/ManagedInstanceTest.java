package io.opsbus.invocation.fleet;

import static io.opsbus.invocation.Given.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opsbus.invocation.Given;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.fleet.ManagedInstance.Farewell;
import io.opsbus.invocation.fleet.ManagedInstance.Standing;
import io.opsbus.invocation.link.Registration;
import io.opsbus.invocation.work.Labels;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Decision.Accepted;
import io.opsbus.ledger.Decision.Done;
import io.opsbus.ledger.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ManagedInstanceTest {
    private static final Farewell FAREWELL = new Farewell(Duration.ofMinutes(10), Duration.ofHours(24));
    private static final Instant GRACE_OVER = NOON.plus(FAREWELL.grace()).plusMillis(1);
    private static final Instant TIME_OVER = NOON.plus(FAREWELL.kept());

    private final ManagedInstance registered = new ManagedInstance(
            new InstanceId("mi-1"),
            Given.ALICES,
            ActivationId.ofHex("0".repeat(31) + "a"),
            new ManagedInstance.Name("box", new Labels(Map.of(), "")),
            new ManagedInstance.Seen(
                    new Registration.Machine("m", "cn-hangzhou", "", "h", "10.0.0.9", "linux", "L", "1"),
                    "key",
                    "10.0.0.9",
                    NOON),
            new Standing.Registered());
    private final ManagedInstance leaving = after(registered.leave(FAREWELL, NOON));
    private final ManagedInstance gone = after(registered.deregister(NOON));

    private static Accepted<ManagedInstance, Done, FleetAlert> yes(
            Decision<ManagedInstance, Done, FleetAlert> decision) {
        assertThat(decision).isInstanceOf(Accepted.class);
        return (Accepted<ManagedInstance, Done, FleetAlert>) decision;
    }

    private static ManagedInstance after(Decision<ManagedInstance, Done, FleetAlert> decision) {
        return Objects.requireNonNull(yes(decision).state());
    }

    private static void changesNothing(ManagedInstance one, Decision<ManagedInstance, Done, FleetAlert> decision) {
        assertThat(yes(decision).state()).isEqualTo(one);
        assertThat(yes(decision).facts()).isEmpty();
    }

    @Test
    void whoLeavesIsInNoListAndIsGoneInADay() {
        assertThat(leaving.standing()).isEqualTo(new Standing.Leaving(NOON, true));
        assertThat(leaving.isListed()).isFalse();
        assertThat(leaving.isKnown()).isTrue();
        assertThat(yes(registered.leave(FAREWELL, NOON)).timers())
                .containsExactly(new Timer.Set("leave/mi-1", TIME_OVER, "mi-1"));
        assertThat(leaving.rename("other")).isEqualTo(Decision.refused(new FleetRefusal.NoSuchInstance()));
        assertThat(after(leaving.expire(FAREWELL, TIME_OVER)).standing()).isEqualTo(new Standing.Gone(TIME_OVER));
    }

    @Test
    void leavingAgainMakesNothingLater() {
        var again = leaving.leave(FAREWELL, NOON.plusSeconds(60));
        changesNothing(leaving, again);
        assertThat(yes(again).timers()).isEmpty();
        changesNothing(gone, gone.leave(FAREWELL, NOON));
    }

    @Test
    void whoIsHeardAfterTheGraceHasNotLeftAndItIsTold() {
        changesNothing(leaving, leaving.heard(FAREWELL, GRACE_OVER.minusMillis(1)));
        var back = yes(leaving.heard(FAREWELL, GRACE_OVER));
        assertThat(back.state()).isEqualTo(registered);
        assertThat(back.facts())
                .isEqualTo(List.of(new FleetAlert.DeregistrationWithdrawn(registered, NOON, GRACE_OVER)));
        assertThat(back.timers()).containsExactly(new Timer.Cancel("leave/mi-1"));
        changesNothing(registered, registered.heard(FAREWELL, GRACE_OVER));
        changesNothing(gone, gone.heard(FAREWELL, GRACE_OVER));
    }

    @Test
    void itsOwnersWordIsAtOnceAndForEver() {
        assertThat(gone.standing()).isEqualTo(new Standing.Gone(NOON));
        assertThat(gone.isKnown()).isFalse();
        assertThat(after(leaving.deregister(GRACE_OVER)).standing()).isEqualTo(new Standing.Gone(GRACE_OVER));
        changesNothing(gone, gone.deregister(GRACE_OVER));
        changesNothing(gone, gone.expire(FAREWELL, TIME_OVER));
    }

    /** A timer that was set again, or cancelled, while it was being fired may still fire. */
    @Test
    void aTimerThatFiresForAnEarlierTimeEndsNothing() {
        changesNothing(registered, registered.expire(FAREWELL, TIME_OVER));
        var early = leaving.expire(FAREWELL, TIME_OVER.minusMillis(1));
        changesNothing(leaving, early);
        assertThat(yes(early).timers()).containsExactly(new Timer.Set("leave/mi-1", TIME_OVER, "mi-1"));
    }

    @Test
    void anOperatorApprovesOnceAndLeavingApprovesNothing() {
        ManagedInstance awaiting = new ManagedInstance(
                registered.id(),
                registered.scope(),
                registered.activation(),
                registered.name(),
                registered.seen(),
                new Standing.Awaiting());
        assertThat(awaiting.isListed()).isTrue();
        assertThat(awaiting.isApproved()).isFalse();
        assertThat(after(awaiting.approve())).isEqualTo(registered);
        changesNothing(registered, registered.approve());
        ManagedInstance left = after(awaiting.leave(FAREWELL, NOON));
        assertThat(left.isApproved()).isFalse();
        assertThat(after(left.heard(FAREWELL, GRACE_OVER))).isEqualTo(awaiting);
        assertThat(left.approve()).isEqualTo(Decision.refused(new FleetRefusal.NoSuchInstance()));
        assertThat(gone.approve()).isEqualTo(Decision.refused(new FleetRefusal.NoSuchInstance()));
    }

    @Test
    void aTimeThatIsNotLongerThanTheGraceIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Farewell(Duration.ofMinutes(10), Duration.ofMinutes(10)));
    }
}
