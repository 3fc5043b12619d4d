package io.opsbus.instance.lifecycle;

import static io.opsbus.instance.Given.ALICE;
import static io.opsbus.instance.Given.ID;
import static io.opsbus.instance.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.instance.Given;
import io.opsbus.instance.fleet.Instance;
import io.opsbus.instance.fleet.InstanceFact;
import io.opsbus.instance.fleet.InstanceFact.EventStatus;
import io.opsbus.instance.fleet.InstanceState.CreationFailed;
import io.opsbus.instance.fleet.InstanceState.Transitional;
import io.opsbus.instance.fleet.InstanceStatus;
import io.opsbus.instance.provider.OperationResult;
import io.opsbus.instance.provider.OperationResult.Reason;
import io.opsbus.ledger.Decision;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The state table of guide 3.3. */
class CreationFailureTest {
    private static final OperationResult SOLD_OUT = new OperationResult.Failed(Reason.NO_STOCK, "sold out", NOW);

    private static Instance pending() {
        return after(Creation.decide(null, Given.order(ID), NOW));
    }

    private static Decision<Instance, StatusChange, InstanceFact> fail(Instance pending) {
        var operation = ((Transitional) pending.state()).operation();
        return ProviderPolicy.result(pending, ID, operation, SOLD_OUT, NOW);
    }

    private static Instance after(Decision<Instance, StatusChange, InstanceFact> decision) {
        return Objects.requireNonNull(((Decision.Accepted<Instance, StatusChange, InstanceFact>) decision).state());
    }

    private static Optional<EventStatus> event(Decision<Instance, StatusChange, InstanceFact> decision) {
        return ((Decision.Accepted<Instance, StatusChange, InstanceFact>) decision)
                .facts().stream()
                        .filter(InstanceFact.CreationFailure.class::isInstance)
                        .map(fact -> ((InstanceFact.CreationFailure) fact).status())
                        .findFirst();
    }

    @Test
    void whileItIsCreatedItIsPendingAndNoEventCanBeSeen() {
        var decision = Creation.decide(null, Given.order(ID), NOW);

        assertThat(after(decision).status()).isEqualTo(CreationFailure.CREATING.instance());
        assertThat(event(decision)).isEmpty();
    }

    @Test
    void whenItFailsItIsStoppedInNoListAndTheEventExecutes() {
        var decision = fail(pending());

        assertThat(after(decision).status()).isEqualTo(CreationFailure.FAILED.instance());
        assertThat(after(decision).visible()).isFalse();
        assertThat(event(decision)).contains(EventStatus.EXECUTING);
    }

    @Test
    void whoReleasesItHimselfHasAvoidedTheEvent() {
        var decision = Requests.decide(
                after(fail(pending())), ALICE, ID, new InstanceRequest.Delete(false, false), NOW.plusSeconds(60));

        assertThat(event(decision)).contains(EventStatus.AVOIDED);
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Accepted.class, yes -> assertThat(yes.state()).isNull());
    }

    @Test
    void afterFiveMinutesTheSystemHasReleasedIt() {
        var failed = fail(pending());
        var rung = new Alarm.Rung(ID, Alarm.CREATION_FAILURE_ENDS);
        var decision = Alarms.decide(after(failed), rung, NOW.plus(Alarm.CREATION_FAILURE));

        assertThat(((Decision.Accepted<Instance, StatusChange, InstanceFact>) failed).timers())
                .contains(Alarm.CREATION_FAILURE_ENDS.at(ID, NOW.plus(Alarm.CREATION_FAILURE)));
        assertThat(event(decision)).contains(EventStatus.EXECUTED);
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Accepted.class,
                        yes -> assertThat(yes.reply())
                                .isEqualTo(new StatusChange(InstanceStatus.STOPPED, InstanceStatus.DELETED)));
    }

    @Test
    void allItsNoticesNameOneEvent() {
        var failed = (CreationFailed) after(fail(pending())).state();

        assertThat(failed.eventId().text()).startsWith("e-");
        assertThat(failed).isEqualTo(after(fail(pending())).state());
    }
}
