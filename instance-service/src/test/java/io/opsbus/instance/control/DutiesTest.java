package io.opsbus.instance.control;

import static io.opsbus.instance.Given.ALICE;
import static io.opsbus.instance.Given.MALLORY;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.instance.AccountId;
import io.opsbus.instance.FleetRefusal;
import io.opsbus.instance.Given;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.SystemEventId;
import io.opsbus.instance.fleet.Duty.Outcome;
import io.opsbus.instance.fleet.Duty.Work;
import io.opsbus.instance.fleet.Instance;
import io.opsbus.instance.fleet.InstanceFact;
import io.opsbus.instance.fleet.InstanceFact.CarriedOut;
import io.opsbus.instance.fleet.InstanceFact.Deed;
import io.opsbus.instance.fleet.InstanceState.StoppedMode;
import io.opsbus.instance.fleet.InstanceStatus;
import io.opsbus.instance.lifecycle.Duties.Order;
import io.opsbus.instance.lifecycle.InstanceRequest;
import io.opsbus.instance.provider.simulated.Conditions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What system events ask of instances, through to the machines (guide 3.1 事件执行, 3.2 自动恢复). */
class DutiesTest {
    private static final InstanceId ID = InstanceId.derived("duties-test");
    private static final SystemEventId EVENT = new SystemEventId("e-duty");
    private static final InstanceRequest REBOOT = new InstanceRequest.Reboot(false);

    private final FleetInMemory one = new FleetInMemory();

    private void running() {
        var ignored = one.fleet.instances().launch(List.of(Given.order(ID)), one.key(), one.clock.instant());
        one.settle();
        one.clock.advance(Duration.ofHours(1));
    }

    private Order order(Work work) {
        Instant now = one.clock.instant();
        return new Order(EVENT, ALICE, ID, work, false, now.minus(Duration.ofMinutes(30)), now);
    }

    private void carryOut(Order order) {
        one.fleet.instances().carryOut(order, one.clock.instant());
    }

    private InstanceStatus status() {
        return one.fleet.instances().find(ALICE, ID).map(Instance::status).orElse(InstanceStatus.DELETED);
    }

    private List<Outcome> outcomes() {
        return one.facts(CarriedOut.class).stream().map(CarriedOut::outcome).toList();
    }

    private Answer<?> ask(InstanceRequest request) {
        return one.fleet.instances().ask(ALICE, ID, request, one.key(), one.clock.instant());
    }

    @Test
    void aRebootIsDoneOnceHoweverOftenItIsHeardAndItsUserCannotRebootMeanwhile() {
        running();
        var order = order(Work.REBOOT);
        carryOut(order);
        // guide 3.2: 自动恢复过程中您无法重启实例
        assertThat(ask(REBOOT))
                .isInstanceOfSatisfying(
                        Answer.No.class,
                        no -> assertThat(no.refusal()).isInstanceOf(FleetRefusal.IncorrectInstanceStatus.class));
        carryOut(order);
        one.settle();
        carryOut(order);
        one.settle();

        assertThat(one.told(ID)).containsExactly("Pending", "Starting", "Running", "Stopping", "Starting", "Running");
        assertThat(outcomes()).containsExactly(new Outcome.Done());
        assertThat(one.facts(CarriedOut.class).getFirst().eventId()).isEqualTo(EVENT);
    }

    @Test
    void theInstanceKeepsItsIdAddressAndNameThroughARecovery() {
        running();
        var before = one.fleet.instances().find(ALICE, ID).orElseThrow();
        carryOut(order(Work.REBOOT));
        one.settle();
        var after = one.fleet.instances().find(ALICE, ID).orElseThrow();

        assertThat(after.identity()).isEqualTo(before.identity());
        assertThat(after.network()).isEqualTo(before.network());
        assertThat(after.labels()).isEqualTo(before.labels());
        assertThat(after.machine().incarnation()).isGreaterThan(before.machine().incarnation());
        assertThat(after.machine().duty()).isNull();
    }

    @Test
    void stoppingAndDeletingAreDone() {
        running();
        carryOut(order(Work.STOP));
        one.settle();
        assertThat(status()).isEqualTo(InstanceStatus.STOPPED);
        var now = one.clock.instant();
        carryOut(new Order(new SystemEventId("e-delete"), ALICE, ID, Work.DELETE, true, now, now));
        one.settle();
        assertThat(status()).isEqualTo(InstanceStatus.DELETED);
        assertThat(outcomes()).containsExactly(new Outcome.Done(), new Outcome.Done());
    }

    @Test
    void whatTheUserDidSinceThePublicationIsNotDoneAgain() {
        running();
        var ignored = ask(REBOOT);
        Instant moved = one.clock.instant();
        // in the very middle of the user's own reboot
        carryOut(order(Work.REBOOT));
        one.settle();

        assertThat(one.told(ID)).containsExactly("Pending", "Starting", "Running", "Stopping", "Starting", "Running");
        assertThat(outcomes()).containsExactly(new Outcome.UserWasFirst());
        assertThat(one.facts(CarriedOut.class).getFirst().at()).isEqualTo(moved);
    }

    @Test
    void whatTheUserDidBeforeThePublicationDoesNotCount() {
        running();
        var ignored = ask(REBOOT);
        one.settle();
        one.clock.advance(Duration.ofHours(1));
        carryOut(order(Work.REBOOT));
        one.settle();
        assertThat(outcomes()).containsExactly(new Outcome.Done());
        assertThat(one.told(ID)).filteredOn("Stopping"::equals).hasSize(2);
    }

    @Test
    void anOrderWaitsForAnOperationThatIsUnderWay() {
        running();
        var stopped = ask(new InstanceRequest.Stop(false, StoppedMode.KEEP_CHARGING));
        one.settle();
        var started = ask(new InstanceRequest.Start());
        assertThat(List.of(stopped, started)).allMatch(Answer.Yes.class::isInstance);
        one.clock.advance(Duration.ofMillis(1));
        var now = one.clock.instant();
        carryOut(new Order(EVENT, ALICE, ID, Work.REBOOT, false, now, now));
        one.settle();
        assertThat(outcomes()).isEmpty();
        one.pass(Duration.ofSeconds(5));
        assertThat(status()).isEqualTo(InstanceStatus.RUNNING);
        assertThat(outcomes()).containsExactly(new Outcome.Done());
    }

    @Test
    void anInstanceThatIsOffNeedsNoReboot() {
        running();
        var ignored = ask(new InstanceRequest.Stop(false, StoppedMode.KEEP_CHARGING));
        one.settle();
        one.clock.advance(Duration.ofHours(1));
        carryOut(order(Work.REBOOT));
        assertThat(status()).isEqualTo(InstanceStatus.STOPPED);
        assertThat(outcomes()).containsExactly(new Outcome.Done());
    }

    @Test
    void whatTheProviderCannotDoFails() {
        running();
        one.restart(Conditions.FAIR.withFaults(1, 0, 7));
        carryOut(order(Work.REBOOT));
        one.settle();
        assertThat(outcomes()).singleElement().isInstanceOf(Outcome.Failed.class);
        assertThat(status()).isEqualTo(InstanceStatus.RUNNING);
        carryOut(new Order(
                new SystemEventId("e-disk"), ALICE, ID, Work.OTHER, false, one.clock.instant(), one.clock.instant()));
        assertThat(outcomes()).hasSize(2).allMatch(Outcome.Failed.class::isInstance);
    }

    @Test
    void anotherAccountsInstanceAndOneThatIsNotThereAreLeftAlone() {
        running();
        for (AccountId account : List.of(MALLORY, ALICE)) {
            var id = account.equals(ALICE) ? InstanceId.derived("nowhere") : ID;
            var now = one.clock.instant();
            carryOut(new Order(new SystemEventId("e-" + account), account, id, Work.REBOOT, false, now, now));
        }
        one.settle();
        assertThat(status()).isEqualTo(InstanceStatus.RUNNING);
        assertThat(one.told(ID)).hasSize(3);
        assertThat(outcomes()).hasSize(2).allMatch(Outcome.Failed.class::isInstance);
    }

    @Test
    void aStateChangeSaysWhetherItsUserDidIt() {
        running();
        var ignored = ask(REBOOT);
        one.settle();
        one.clock.advance(Duration.ofHours(1));
        carryOut(order(Work.REBOOT));
        one.settle();
        assertThat(one.facts(InstanceFact.StateChanged.class))
                .filteredOn(fact -> fact.status() == InstanceStatus.STOPPING)
                .extracting(InstanceFact.StateChanged::deed)
                .containsExactly(Deed.REBOOT, Deed.NONE);
    }
}
