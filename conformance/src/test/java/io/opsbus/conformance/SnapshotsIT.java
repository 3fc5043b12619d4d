package io.opsbus.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.conformance.VerifiedAgainst.Source;
import io.opsbus.conformance.suite.Caller;
import io.opsbus.conformance.suite.InEveryDialect;
import io.opsbus.conformance.suite.Machines;
import java.util.List;
import java.util.Map;

/** Snapshots: made, told, deleted. */
@VerifiedAgainst(Source.REFERENCE)
class SnapshotsIT {
    private static final List<String> TOLD = List.of(
            "CreationTime",
            "Description",
            "Encrypted",
            "Progress",
            "SnapshotId",
            "SnapshotName",
            "SnapshotType",
            "SourceDiskId",
            "SourceDiskSize",
            "SourceDiskType",
            "Status",
            "Usage");

    @InEveryDialect
    void everythingPromisedOfASnapshotIsTold(Caller caller) {
        Machines machines = new Machines(caller);
        String disk = machines.systemDisk(machines.running());
        String id = caller.ask(
                        "CreateSnapshot", Map.of("DiskId", disk, "SnapshotName", "told", "Description", "all of it"))
                .text("SnapshotId");
        machines.awaitSnapshot(id, "accomplished");
        Body snapshot = machines.snapshot(id);
        assertThat(TOLD)
                .allSatisfy(field -> assertThat(snapshot.find(field)).as(field).isNotBlank());
        assertThat(snapshot.text("SourceDiskId")).isEqualTo(disk);
        assertThat(snapshot.text("SourceDiskType")).isEqualTo("system");
        assertThat(snapshot.text("SnapshotName")).isEqualTo("told");
        assertThat(caller.ask("DescribeSnapshots", Map.of("DiskId", disk)).list("Snapshots"))
                .extracting(one -> one.text("SnapshotId"))
                .containsExactly(id);
        caller.ask("DeleteSnapshot", Map.of("SnapshotId", id));
        assertThat(caller.refusal("DeleteSnapshot", Map.of("SnapshotId", id))).isEqualTo("InvalidSnapshotId.NotFound");
    }

    @InEveryDialect
    void aStoppedInstancesDiskGoesBackToItsSnapshot(Caller caller) {
        Machines machines = new Machines(caller);
        String instance = machines.running();
        String disk = machines.systemDisk(instance);
        String id = caller.ask("CreateSnapshot", Map.of("DiskId", disk)).text("SnapshotId");
        machines.awaitSnapshot(id, "accomplished");
        Map<String, Object> both = Map.of("DiskId", disk, "SnapshotId", id);
        assertThat(caller.refusal("ResetDisk", both)).isEqualTo("IncorrectInstanceStatus");
        caller.ask("StopInstance", Map.of("InstanceId", instance));
        machines.awaitInstance(instance, "Stopped");
        caller.ask("ResetDisk", both);
        machines.awaitDisk(disk, "In_use");
        assertThat(caller.refusal("ResetDisk", Map.of("DiskId", disk, "SnapshotId", "s-bp1nosuchsnap000000")))
                .isEqualTo("InvalidSnapshotId.NotFound");
        assertThat(caller.refusal("ResetDisk", Map.of("DiskId", machines.dataDisk(), "SnapshotId", id)))
                .isEqualTo("InvalidParameter.Mismatch");
    }

    @InEveryDialect
    void aDiskThatWasNeverAttachedHasNothingToKeep(Caller caller) {
        String disk = new Machines(caller).dataDisk();
        assertThat(caller.refusal("CreateSnapshot", Map.of("DiskId", disk)))
                .isIn("IncorrectDiskStatus.NeverAttached", "IncorrectDiskStatus.NeverUsed");
    }

    @InEveryDialect
    void aStatusThatDoesNotExistIsRefused(Caller caller) {
        assertThat(caller.refusal("DescribeSnapshots", Map.of("Status", "melted")))
                .isIn("InvalidStatus.NotFound", "InvalidParameter");
    }
}
