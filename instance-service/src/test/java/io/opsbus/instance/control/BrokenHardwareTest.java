package io.opsbus.instance.control;

import static io.opsbus.instance.Given.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.instance.DiskId;
import io.opsbus.instance.Given;
import io.opsbus.instance.SystemEventId;
import io.opsbus.instance.disk.DiskStatus;
import io.opsbus.instance.fleet.Duty.Outcome;
import io.opsbus.instance.fleet.Duty.Work;
import io.opsbus.instance.fleet.InstanceFact.Deed;
import io.opsbus.instance.fleet.InstanceFact.StateChanged;
import io.opsbus.instance.fleet.InstanceState.StoppedMode;
import io.opsbus.instance.fleet.InstanceStatus;
import io.opsbus.instance.lifecycle.Duties.Order;
import io.opsbus.instance.lifecycle.InstanceRequest;
import io.opsbus.instance.page.Paging;
import io.opsbus.instance.provider.simulated.Conditions;
import io.opsbus.instance.query.DiskFilter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Redeployment, and broken disks (guide 3.2). */
class BrokenHardwareTest extends HostScene {
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
