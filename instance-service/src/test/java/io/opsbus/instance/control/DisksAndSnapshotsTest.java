package io.opsbus.instance.control;

import static io.opsbus.instance.Given.ALICE;
import static io.opsbus.instance.Given.MALLORY;
import static io.opsbus.instance.Given.NOW;
import static io.opsbus.instance.Given.SCOPE;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.instance.DiskId;
import io.opsbus.instance.FleetRefusal;
import io.opsbus.instance.Given;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.ResourceKind;
import io.opsbus.instance.SnapshotId;
import io.opsbus.instance.Tags;
import io.opsbus.instance.disk.Disk;
import io.opsbus.instance.disk.DiskFact;
import io.opsbus.instance.disk.DiskLabels;
import io.opsbus.instance.disk.DiskState;
import io.opsbus.instance.disk.DiskStatus;
import io.opsbus.instance.lifecycle.InstanceRequest;
import io.opsbus.instance.page.Paging;
import io.opsbus.instance.provider.simulated.Conditions;
import io.opsbus.instance.query.DiskFilter;
import io.opsbus.instance.snapshot.Snapshot;
import io.opsbus.instance.snapshot.SnapshotFact;
import io.opsbus.instance.snapshot.SnapshotLabels;
import io.opsbus.instance.snapshot.SnapshotStatus;
import io.opsbus.ledger.Decision.Done;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class DisksAndSnapshotsTest {
    private static final InstanceId INSTANCE = InstanceId.derived("disks-test");
    private static final DiskId DISK = DiskId.derived("disks-test");
    private static final DiskId SYSTEM =
            Given.order(INSTANCE).disks().getFirst().id();
    private static final SnapshotId SNAPSHOT = SnapshotId.derived("disks-test");

    private static FleetInMemory running() {
        var one = new FleetInMemory();
        var ignored = one.fleet.instances().launch(List.of(Given.order(INSTANCE)), one.key(), NOW);
        one.settle();
        return one;
    }

    /** With a free disk that an instance had before. */
    private static FleetInMemory withDisk() {
        return withDisk(labels -> labels.detached(NOW));
    }

    private static FleetInMemory withDisk(UnaryOperator<DiskLabels> labelled) {
        var one = running();
        var given = Given.disk(DISK, new DiskState.Available());
        var answer = one.fleet
                .disks()
                .create(
                        given.identity(),
                        given.medium(),
                        labelled.apply(given.labels()),
                        null,
                        one.key(),
                        one.clock.instant());
        assertThat(answer).isInstanceOf(Answer.Yes.class);
        one.settle();
        return one;
    }

    private static Answer<Done> attach(FleetInMemory one, boolean deleteWithInstance) {
        return one.fleet.disks().attach(ALICE, DISK, INSTANCE, deleteWithInstance, one.key(), one.clock.instant());
    }

    private static Optional<DiskStatus> status(FleetInMemory one, DiskId id) {
        return one.fleet.disks().find(ALICE, id).map(Disk::status);
    }

    private static List<String> operations(FleetInMemory one) {
        return one.facts(DiskFact.OperationCompleted.class).stream()
                .map(fact -> fact.operation().word() + " " + fact.accomplished())
                .toList();
    }

    private static void delete(FleetInMemory one) {
        var answer = one.fleet
                .instances()
                .ask(ALICE, INSTANCE, new InstanceRequest.Delete(true, false), one.key(), one.clock.instant());
        assertThat(answer).isInstanceOf(Answer.Yes.class);
        one.settle();
    }

    @Test
    void theSystemDiskComesAndGoesWithItsInstance() {
        var one = running();

        assertThat(one.fleet
                        .disks()
                        .list(SCOPE, DiskFilter.of(new DiskFilter.At(INSTANCE)), Paging.first(10))
                        .items())
                .extracting(Disk::id)
                .containsExactly(SYSTEM);
        assertThat(operations(one)).isEmpty();

        delete(one);

        assertThat(status(one, SYSTEM)).isEmpty();
        assertThat(one.facts(DiskFact.Forgotten.class)).hasSize(1);
    }

    @Test
    void aDiskIsHungOnAnInstanceAndTakenOff() {
        var one = withDisk();

        assertThat(status(one, DISK)).contains(DiskStatus.AVAILABLE);
        assertThat(attach(one, false)).isInstanceOf(Answer.Yes.class);
        assertThat(status(one, DISK)).contains(DiskStatus.ATTACHING);
        one.settle();
        assertThat(status(one, DISK)).contains(DiskStatus.IN_USE);
        assertThat(one.fleet.disks().find(ALICE, DISK).flatMap(d -> d.state().attachment()))
                .hasValueSatisfying(at -> assertThat(at.device()).isEqualTo("/dev/xvdb"));

        assertThat(one.fleet.disks().detach(ALICE, DISK, INSTANCE, one.key(), one.clock.instant()))
                .isInstanceOf(Answer.Yes.class);
        one.settle();

        assertThat(status(one, DISK)).contains(DiskStatus.AVAILABLE);
        assertThat(operations(one)).containsExactly("AttachDisk true", "DetachDisk true");
    }

    @Test
    void aFailedAttemptIsToldAndTheDiskIsFreeAgain() {
        var one = withDisk();
        one.restart(Conditions.FAIR.withFaults(1, 0, 1));

        assertThat(attach(one, false)).isInstanceOf(Answer.Yes.class);
        one.settle();

        assertThat(status(one, DISK)).contains(DiskStatus.AVAILABLE);
        assertThat(operations(one)).containsExactly("AttachDisk false");
    }

    @Test
    void anothersDiskOrInstanceIsNotFound() {
        var one = withDisk();
        var disks = one.fleet.disks();

        assertThat(disks.attach(MALLORY, DISK, INSTANCE, false, one.key(), NOW))
                .isEqualTo(new Answer.No<>(new FleetRefusal.NotFound(ResourceKind.INSTANCE, INSTANCE.text())));
        assertThat(disks.delete(MALLORY, DISK, one.key(), NOW))
                .isEqualTo(new Answer.No<>(new FleetRefusal.NotFound(ResourceKind.DISK, DISK.text())));
        assertThat(one.fleet.snapshots().create(MALLORY, SNAPSHOT, DISK, labels(0), one.key(), NOW))
                .isEqualTo(new Answer.No<>(new FleetRefusal.NotFound(ResourceKind.DISK, DISK.text())));
    }

    @Test
    void aSystemDiskDoesNotMove() {
        var one = running();

        assertThat(one.fleet.disks().detach(ALICE, SYSTEM, INSTANCE, one.key(), NOW))
                .isEqualTo(new Answer.No<>(new FleetRefusal.DiskNotPortable(SYSTEM)));
    }

    @Test
    void whenAnInstanceGoesItsDataDisksGoAlongOrAreFree() {
        var kept = withDisk();
        assertThat(attach(kept, false)).isInstanceOf(Answer.Yes.class);
        kept.settle();
        delete(kept);
        var taken = withDisk();
        assertThat(attach(taken, true)).isInstanceOf(Answer.Yes.class);
        taken.settle();
        delete(taken);

        assertThat(status(kept, DISK)).contains(DiskStatus.AVAILABLE);
        assertThat(status(taken, DISK)).isEmpty();
    }

    private static SnapshotLabels labels(int days) {
        return new SnapshotLabels(SnapshotLabels.Kind.USER, "test-snapshot", "", days, null, Tags.NONE);
    }

    private static Answer<Done> snapshot(FleetInMemory one, SnapshotId id, SnapshotLabels labels) {
        return one.fleet.snapshots().create(ALICE, id, DISK, labels, one.key(), one.clock.instant());
    }

    private static Optional<SnapshotStatus> status(FleetInMemory one, SnapshotId id) {
        return one.fleet.snapshots().find(ALICE, id).map(Snapshot::status);
    }

    @Test
    void aSnapshotIsMadeOneAtATimeAndTold() {
        var one = withDisk();

        assertThat(snapshot(one, SNAPSHOT, labels(0))).isInstanceOf(Answer.Yes.class);
        assertThat(snapshot(one, SnapshotId.derived("other"), labels(0)))
                .isEqualTo(new Answer.No<>(new FleetRefusal.DiskCreatingSnapshot(DISK)));
        assertThat(one.fleet.disks().delete(ALICE, DISK, one.key(), NOW))
                .isEqualTo(new Answer.No<>(new FleetRefusal.DiskCreatingSnapshot(DISK)));
        one.settle();

        assertThat(status(one, SNAPSHOT)).contains(SnapshotStatus.ACCOMPLISHED);
        assertThat(one.facts(SnapshotFact.Completed.class))
                .extracting(SnapshotFact.Completed::accomplished)
                .containsExactly(true);
    }

    @Test
    void anAutomaticSnapshotIsNotTold() {
        var one = withDisk();
        var auto = new SnapshotLabels(SnapshotLabels.Kind.AUTO, "", "", 0, null, Tags.NONE);

        assertThat(snapshot(one, SNAPSHOT, auto)).isInstanceOf(Answer.Yes.class);
        one.settle();

        assertThat(status(one, SNAPSHOT)).contains(SnapshotStatus.ACCOMPLISHED);
        assertThat(one.facts(SnapshotFact.Completed.class)).isEmpty();
    }

    @Test
    void aSnapshotGoesWhenItsDaysAreOver() {
        var one = withDisk();
        assertThat(snapshot(one, SNAPSHOT, labels(1))).isInstanceOf(Answer.Yes.class);
        one.settle();

        one.pass(Duration.ofDays(1));

        assertThat(status(one, SNAPSHOT)).isEmpty();
    }

    @Test
    void aDiskNoInstanceEverHadHasNothingToKeep() {
        var one = withDisk(UnaryOperator.identity());
        assertThat(snapshot(one, SNAPSHOT, labels(0)))
                .isEqualTo(new Answer.No<>(new FleetRefusal.DiskNeverAttached(DISK)));
    }

    @Test
    void aDiskIsPutBackToItsOwnSnapshotOnly() {
        var one = withDisk();
        assertThat(snapshot(one, SNAPSHOT, labels(0))).isInstanceOf(Answer.Yes.class);
        one.settle();
        var disks = one.fleet.disks();

        assertThat(disks.reset(ALICE, SYSTEM, SNAPSHOT, one.key(), NOW))
                .isEqualTo(new Answer.No<>(new FleetRefusal.SnapshotOfAnotherDisk(SNAPSHOT, SYSTEM)));
        assertThat(disks.reset(ALICE, DISK, SNAPSHOT, one.key(), NOW)).isInstanceOf(Answer.Yes.class);
        assertThat(status(one, DISK)).contains(DiskStatus.RE_INITING);
        one.settle();
        assertThat(status(one, DISK)).contains(DiskStatus.AVAILABLE);
    }
}
