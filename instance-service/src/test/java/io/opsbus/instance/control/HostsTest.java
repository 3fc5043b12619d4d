package io.opsbus.instance.control;

import static io.opsbus.instance.Given.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.instance.DiskId;
import io.opsbus.instance.FleetRefusal;
import io.opsbus.instance.Given;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.SystemEventId;
import io.opsbus.instance.catalog.DiskMedium;
import io.opsbus.instance.catalog.InstanceTypeName;
import io.opsbus.instance.disk.Disk;
import io.opsbus.instance.disk.DiskStatus;
import io.opsbus.instance.fleet.DiskPlan;
import io.opsbus.instance.fleet.Duty.Outcome;
import io.opsbus.instance.fleet.Duty.Work;
import io.opsbus.instance.fleet.Hardware;
import io.opsbus.instance.fleet.HostId;
import io.opsbus.instance.fleet.Instance;
import io.opsbus.instance.fleet.InstanceFact.Broke;
import io.opsbus.instance.fleet.InstanceFact.CarriedOut;
import io.opsbus.instance.fleet.InstanceFact.Deed;
import io.opsbus.instance.fleet.InstanceFact.Mishap;
import io.opsbus.instance.fleet.InstanceFact.StateChanged;
import io.opsbus.instance.fleet.InstanceState.StoppedMode;
import io.opsbus.instance.fleet.InstanceStatus;
import io.opsbus.instance.lifecycle.Duties.Order;
import io.opsbus.instance.lifecycle.InstanceRequest;
import io.opsbus.instance.lifecycle.NewInstance;
import io.opsbus.instance.page.Paging;
import io.opsbus.instance.provider.LostHosts.LostHost;
import io.opsbus.instance.provider.simulated.Conditions;
import io.opsbus.instance.query.DiskFilter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Hosts: where instances are, what is lost with them and how they come back (guide 3.2), redeployment, broken disks. */
class HostsTest {
    private static final InstanceId ID = InstanceId.derived("hosts-test");
    private static final InstanceId LOCAL = InstanceId.derived("hosts-test-local");
    private static final DiskId LOCAL_DISK = DiskId.derived(LOCAL + "/local");

    private final FleetInMemory one = new FleetInMemory(
            Conditions.FAIR.with(new Conditions.Scarcity(Map.of(), Conditions.Scarcity.WHOLE_RANGE, 2)));

    private void launch(NewInstance... orders) {
        var ignored = one.fleet.instances().launch(List.of(orders), one.key(), one.clock.instant());
        one.settle();
        one.clock.advance(Duration.ofHours(1));
    }

    /** 本地盘实例. */
    private static NewInstance local() {
        var order = Given.order(LOCAL);
        var type = Given.CATALOG.type(new InstanceTypeName("ecs.i2.xlarge")).orElseThrow();
        var disks = new ArrayList<>(order.disks());
        disks.add(new DiskPlan(LOCAL_DISK, DiskMedium.local(type.localDiskGiB()), "", "", "/dev/xvdb", true));
        return new NewInstance(
                order.identity(),
                order.labels(),
                new Hardware(type, order.hardware().image()),
                order.network(),
                order.terms(),
                order.provider(),
                true,
                disks);
    }

    private Instance found(InstanceId id) {
        return one.fleet.instances().find(ALICE, id).orElseThrow();
    }

    private HostId host(InstanceId id) {
        return Objects.requireNonNull(found(id).machine().host());
    }

    private Disk disk(DiskId id) {
        return one.fleet.disks().find(ALICE, id).orElseThrow();
    }

    private Answer<?> ask(InstanceId id, InstanceRequest request) {
        return one.fleet.instances().ask(ALICE, id, request, one.key(), one.clock.instant());
    }

    private void carryOut(InstanceId id, Work work, @Nullable DiskId disk) {
        var now = one.clock.instant();
        var event = new SystemEventId("e-" + work + "-" + id);
        var order = new Order(event, ALICE, id, work, true, now.minus(Duration.ofMinutes(30)), now, disk);
        one.fleet.instances().carryOut(order, now);
    }

    private List<Outcome> outcomes() {
        return one.facts(CarriedOut.class).stream().map(CarriedOut::outcome).toList();
    }

    @Test
    void placesAreFilledInOrderAndSurviveARestart() {
        var ids = List.of(ID, InstanceId.derived("two"), InstanceId.derived("three"));
        ids.forEach(id -> launch(Given.order(id)));
        assertThat(ids)
                .extracting(id -> host(id).text())
                .containsExactly("h-" + Given.ZONE + "-1", "h-" + Given.ZONE + "-1", "h-" + Given.ZONE + "-2");
        var before = ids.stream().map(this::host).toList();
        one.restart(Conditions.FAIR);
        one.settle();
        assertThat(ids.stream().map(this::host).toList()).isEqualTo(before);
    }

    @Test
    void whatRunsOnALostHostIsToldAndComesBackElsewhereWithAllThatIsItsOwn() {
        var other = InstanceId.derived("other");
        launch(Given.order(ID), Given.order(other));
        var before = found(ID);
        one.provider.lose(host(ID), false);

        assertThat(one.facts(Broke.class)).extracting(Broke::what).containsExactly(Mishap.HOST_LOST, Mishap.HOST_LOST);
        // guide 3.2: 实例自动恢复期间，您无法自行重启实例
        assertThat(ask(ID, new InstanceRequest.Reboot(true)))
                .isInstanceOfSatisfying(
                        Answer.No.class,
                        no -> assertThat(no.refusal()).isInstanceOf(FleetRefusal.IncorrectInstanceStatus.class));
        carryOut(ID, Work.REBOOT, null);
        carryOut(other, Work.REBOOT, null);
        one.settle();

        var after = found(ID);
        assertThat(outcomes()).containsExactly(new Outcome.Done(), new Outcome.Done());
        assertThat(host(ID)).isNotEqualTo(before.machine().host()).isEqualTo(host(other));
        assertThat(after.identity()).isEqualTo(before.identity());
        assertThat(after.network()).isEqualTo(before.network());
        assertThat(after.labels()).isEqualTo(before.labels());
        assertThat(ask(ID, new InstanceRequest.Reboot(true))).isInstanceOf(Answer.Yes.class);
    }

    @Test
    void whatItsOwnerWantsOffStaysOffWhenItsHostIsLostAndComesOnElsewhereWhenItIsStarted() {
        launch(Given.order(ID));
        var before = host(ID);
        one.provider.lose(before, false);
        carryOut(ID, Work.STOP, null);
        one.settle();
        assertThat(outcomes()).containsExactly(new Outcome.Done());
        assertThat(found(ID).status()).isEqualTo(InstanceStatus.STOPPED);
        assertThat(ask(ID, new InstanceRequest.Start())).isInstanceOf(Answer.Yes.class);
        one.settle();
        assertThat(found(ID).status()).isEqualTo(InstanceStatus.RUNNING);
        assertThat(host(ID)).isNotEqualTo(before);
    }

    @Test
    void dataOnAHostThatComesBackIsKept() {
        launch(local());
        var host = host(LOCAL);
        var since = disk(LOCAL_DISK).state();
        one.provider.lose(host, true);
        assertThat(one.facts(Broke.class)).extracting(Broke::what).containsExactly(Mishap.HOST_LOST_LOCAL_KEPT);
        carryOut(LOCAL, Work.REBOOT, null);
        one.settle();

        assertThat(outcomes()).containsExactly(new Outcome.Done());
        assertThat(host(LOCAL)).isEqualTo(host);
        assertThat(disk(LOCAL_DISK).state()).isEqualTo(since);
    }

    @Test
    void whereTheHostDoesNotComeBackTheInstanceIsRedeployedWithoutItsLocalData() {
        launch(local());
        var host = host(LOCAL);
        var before = disk(LOCAL_DISK).state();
        one.provider.lose(host, false);
        assertThat(one.facts(Broke.class)).extracting(Broke::what).containsExactly(Mishap.HOST_LOST_LOCAL_LOST);
        carryOut(LOCAL, Work.REBOOT, null);
        one.settle();
        assertThat(outcomes()).singleElement().isInstanceOf(Outcome.Failed.class);
        carryOut(LOCAL, Work.REDEPLOY, null);
        one.settle();

        assertThat(outcomes()).last().isEqualTo(new Outcome.Done());
        assertThat(host(LOCAL)).isNotEqualTo(host);
        assertThat(disk(LOCAL_DISK).status()).isEqualTo(DiskStatus.IN_USE);
        assertThat(disk(LOCAL_DISK).state()).isNotEqualTo(before);
    }

    @Test
    void aHostHeardOfAgainIsNotLost() {
        launch(Given.order(ID));
        one.provider.lose(host(ID), true);
        one.provider.recover(host(ID));
        assertThat(ask(ID, new InstanceRequest.Reboot(false))).isInstanceOf(Answer.Yes.class);
    }

    @Test
    void whatAnOperatorSaysOfAHostGoesTheWayOfWhatItsProviderNotices() {
        launch(Given.order(ID));
        var host = host(ID);
        assertThat(one.fleet.hosts().lost(host, false)).hasValue(1);
        assertThat(one.facts(Broke.class)).extracting(Broke::what).containsExactly(Mishap.HOST_LOST);
        assertThat(ask(ID, new InstanceRequest.Reboot(true))).isInstanceOf(Answer.No.class);
        carryOut(ID, Work.REBOOT, null);
        one.settle();

        assertThat(outcomes()).containsExactly(new Outcome.Done());
        assertThat(host(ID)).isNotEqualTo(host);
        assertThat(one.fleet.hosts().back(host)).hasValue(0);
        assertThat(one.fleet.hosts().lost(new HostId("h-of-nobody"), false)).isEmpty();
        assertThat(one.facts(Broke.class)).hasSize(1);
    }

    @Test
    void aLostHostStaysLostOverARestartAndIsToldOnce() {
        launch(Given.order(ID));
        var host = host(ID);
        one.fleet.hosts().lost(host, false);
        one.restart(Conditions.FAIR);
        assertThat(one.facts(Broke.class)).hasSize(1);
        var later = InstanceId.derived("later");
        launch(Given.order(later));
        assertThat(host(later)).isNotEqualTo(host);
        carryOut(ID, Work.REBOOT, null);
        one.settle();
        assertThat(host(ID)).isEqualTo(host(later));

        // also when nothing is left there
        one.restart(Conditions.FAIR);
        assertThat(one.fleet.hosts().lost()).extracting(LostHost::host).containsExactly(host);
        assertThat(one.fleet.hosts().back(host)).hasValue(0);
        one.restart(Conditions.FAIR);
        assertThat(one.fleet.hosts().lost()).isEmpty();
        var last = InstanceId.derived("last");
        launch(Given.order(last));
        assertThat(host(last)).isEqualTo(host);
    }

    @Test
    void whoWasNotToldBeforeTheEndIsToldAtTheNextStart() {
        launch(Given.order(ID));
        // noted, and killed before any provider was told
        one.lostHosts.note(new LostHost(host(ID), false, one.clock.instant()));
        one.restart(Conditions.FAIR);
        assertThat(one.facts(Broke.class)).extracting(Broke::what).containsExactly(Mishap.HOST_LOST);
        assertThat(ask(ID, new InstanceRequest.Reboot(true))).isInstanceOf(Answer.No.class);
    }

    @Test
    void newsAfterARestartIsNotTakenForLate() {
        launch(Given.order(ID));
        one.fleet.hosts().lost(host(ID), true);
        one.restart(Conditions.FAIR);
        assertThat(one.fleet.hosts().back(host(ID))).hasValue(1);
        assertThat(ask(ID, new InstanceRequest.Reboot(false))).isInstanceOf(Answer.Yes.class);
    }

    @Test
    void aHostAnOperatorTakesBackIsNotLost() {
        launch(Given.order(ID));
        assertThat(one.fleet.hosts().lost(host(ID), true)).hasValue(1);
        assertThat(one.fleet.hosts().back(host(ID))).hasValue(1);
        assertThat(ask(ID, new InstanceRequest.Reboot(false))).isInstanceOf(Answer.Yes.class);
    }

    @Test
    void whatWasTakenOffAnInstanceAsBrokenIsCleanedAndNothingElse() {
        launch(local(), Given.order(ID));
        carryOut(LOCAL, Work.CLEAN_DISKS, null);
        assertThat(disk(LOCAL_DISK).status()).isEqualTo(DiskStatus.IN_USE);
        carryOut(LOCAL, Work.ISOLATE_DISK, LOCAL_DISK);
        one.settle();
        one.restart(Conditions.FAIR);
        carryOut(ID, Work.CLEAN_DISKS, null);
        assertThat(disk(LOCAL_DISK).status()).isEqualTo(DiskStatus.AVAILABLE);
        int before = one.fleet
                .disks()
                .list(Given.SCOPE, DiskFilter.ALL, Paging.first(100))
                .items()
                .size();

        one.clock.advance(Duration.ofHours(1));
        var now = one.clock.instant();
        var order = new Order(new SystemEventId("e-clean"), ALICE, LOCAL, Work.CLEAN_DISKS, false, now, now, null);
        one.fleet.instances().carryOut(order, now);
        one.fleet.instances().carryOut(order, now);
        one.settle();

        assertThat(one.fleet.disks().find(ALICE, LOCAL_DISK)).isEmpty();
        assertThat(one.fleet
                        .disks()
                        .list(Given.SCOPE, DiskFilter.ALL, Paging.first(100))
                        .items())
                .hasSize(before - 1);
        assertThat(outcomes()).hasSize(4).containsOnly(new Outcome.Done());
        assertThat(one.told(LOCAL)).containsExactly("Pending", "Starting", "Running");
    }

    @Test
    void aUsersRedeploymentMovesTheInstanceAndMakesTheSystemsNeedless() {
        launch(Given.order(ID));
        var before = found(ID);
        assertThat(ask(ID, new InstanceRequest.Redeploy(false))).isInstanceOf(Answer.Yes.class);
        // in the middle of it, and after it
        carryOut(ID, Work.REDEPLOY, null);
        one.settle();
        carryOut(ID, Work.REBOOT_AND_ISOLATE_DISK, DiskId.derived("some"));

        assertThat(outcomes()).containsExactly(new Outcome.UserWasFirst(), new Outcome.UserWasFirst());
        assertThat(host(ID)).isNotEqualTo(before.machine().host());
        assertThat(found(ID).network()).isEqualTo(before.network());
        assertThat(one.facts(StateChanged.class)).extracting(StateChanged::deed).contains(Deed.REDEPLOY);
        assertThat(one.told(ID)).endsWith("Running", "Stopping", "Starting", "Running");
    }

    @Test
    void aRebootIsNoRedeployment() {
        launch(Given.order(ID));
        var host = host(ID);
        var ignored = ask(ID, new InstanceRequest.Reboot(false));
        one.settle();
        carryOut(ID, Work.REDEPLOY, null);
        one.settle();
        assertThat(outcomes()).containsExactly(new Outcome.Done());
        assertThat(host(ID)).isNotEqualTo(host);
    }

    @Test
    void whatIsOffIsMovedAndStaysOffUnlessItsUserAsked() {
        launch(Given.order(ID));
        var ignored = ask(ID, new InstanceRequest.Stop(false, StoppedMode.KEEP_CHARGING));
        one.settle();
        one.clock.advance(Duration.ofHours(1));
        var host = host(ID);
        carryOut(ID, Work.REDEPLOY, null);
        one.settle();
        assertThat(outcomes()).containsExactly(new Outcome.Done());
        assertThat(host(ID)).isNotEqualTo(host);
        assertThat(found(ID).status()).isEqualTo(InstanceStatus.STOPPED);

        assertThat(ask(ID, new InstanceRequest.Redeploy(false))).isInstanceOf(Answer.Yes.class);
        one.settle();
        assertThat(found(ID).status()).isEqualTo(InstanceStatus.RUNNING);
        assertThat(host(ID)).isEqualTo(host);
    }

    @Test
    void aDiskIsIsolatedWhileTheInstanceRuns() {
        launch(local());
        carryOut(LOCAL, Work.ISOLATE_DISK, LOCAL_DISK);
        // whatever its user does meanwhile does not end the duty
        var ignored = ask(LOCAL, new InstanceRequest.Modify("other", null, null, null, null));
        assertThat(outcomes()).isEmpty();
        one.settle();

        assertThat(outcomes()).containsExactly(new Outcome.Done());
        assertThat(disk(LOCAL_DISK).status()).isEqualTo(DiskStatus.AVAILABLE);
        assertThat(disk(LOCAL_DISK).portable()).isFalse();
        assertThat(one.told(LOCAL)).containsExactly("Pending", "Starting", "Running");
    }

    @Test
    void aDiskIsReplacedThroughAReboot() {
        launch(local());
        var before = disk(LOCAL_DISK).state();
        carryOut(LOCAL, Work.REBOOT_AND_REINIT_DISK, LOCAL_DISK);
        one.settle();
        assertThat(outcomes()).containsExactly(new Outcome.Done());
        assertThat(disk(LOCAL_DISK).status()).isEqualTo(DiskStatus.IN_USE);
        assertThat(disk(LOCAL_DISK).state()).isNotEqualTo(before);
        assertThat(one.told(LOCAL)).endsWith("Stopping", "Starting", "Running");
    }

    @Test
    void anIsolationThatIsNotAnsweredIsAskedForAgain() {
        launch(local());
        one.restart(Conditions.FAIR.withFaults(0, 1, 1));
        carryOut(LOCAL, Work.ISOLATE_DISK, LOCAL_DISK);
        one.settle();
        assertThat(outcomes()).isEmpty();
        one.pass(Duration.ofMinutes(1));
        assertThat(outcomes()).containsExactly(new Outcome.Done());
    }

    @Test
    void workOnADiskNeedsToSayWhich() {
        launch(Given.order(ID));
        carryOut(ID, Work.ISOLATE_DISK, null);
        assertThat(outcomes())
                .singleElement()
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.reason()).contains("which disk"));
    }
}
