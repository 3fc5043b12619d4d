package io.opsbus.instance.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.instance.FleetRefusal;
import io.opsbus.instance.Given;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.disk.DiskStatus;
import io.opsbus.instance.fleet.Duty.Outcome;
import io.opsbus.instance.fleet.Duty.Work;
import io.opsbus.instance.fleet.HostId;
import io.opsbus.instance.fleet.InstanceFact.Broke;
import io.opsbus.instance.fleet.InstanceFact.Mishap;
import io.opsbus.instance.fleet.InstanceStatus;
import io.opsbus.instance.lifecycle.InstanceRequest;
import io.opsbus.instance.provider.LostHosts.LostHost;
import io.opsbus.instance.provider.simulated.Conditions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hosts: where instances are, what is lost with them and how they come back (guide 3.2). */
class HostsTest extends HostScene {
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
}
