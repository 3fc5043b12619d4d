package io.opsbus.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.conformance.VerifiedAgainst.Source;
import io.opsbus.conformance.suite.Caller;
import io.opsbus.conformance.suite.InEveryDialect;
import io.opsbus.conformance.suite.Machines;
import java.util.List;
import java.util.Map;

/** Disks: made, told, attached, detached, deleted. */
@VerifiedAgainst(Source.REFERENCE)
class DisksIT {
    private static final String UNKNOWN = "d-bp1nosuchdisk000000";
    private static final List<String> TOLD = List.of(
            "Category",
            "CreationTime",
            "DeleteAutoSnapshot",
            "DeleteWithInstance",
            "Description",
            "DiskChargeType",
            "DiskId",
            "DiskName",
            "Encrypted",
            "Portable",
            "RegionId",
            "SerialNumber",
            "Size",
            "Status",
            "Type",
            "ZoneId");

    @InEveryDialect
    void everythingPromisedOfADiskIsTold(Caller caller) {
        Machines machines = new Machines(caller);
        String id = caller.ask(
                        "CreateDisk",
                        Map.of(
                                "ZoneId", Machines.ZONE,
                                "DiskCategory", "cloud_essd",
                                "Size", 40,
                                "DiskName", "told",
                                "Description", "all of it"))
                .text("DiskId");
        machines.awaitDisk(id, "Available");
        Body disk = machines.disk(id);
        assertThat(TOLD)
                .allSatisfy(field -> assertThat(disk.find(field)).as(field).isNotBlank());
        assertThat(disk.text("DiskName")).isEqualTo("told");
        assertThat(disk.number("Size")).isEqualTo(40);
        assertThat(disk.text("Type")).isEqualTo("data");
        assertThat(disk.text("CreationTime")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        caller.ask("DeleteDisk", Map.of("DiskId", id));
    }

    @InEveryDialect
    void aSystemDiskLivesWithItsInstance(Caller caller) {
        Machines machines = new Machines(caller);
        String instance = machines.running();
        String disk = machines.systemDisk(instance);
        assertThat(machines.disk(disk).text("Status")).isEqualTo("In_use");
        assertThat(machines.disk(disk).text("DeleteWithInstance")).isEqualTo("true");
        assertThat(caller.refusal("DetachDisk", Map.of("DiskId", disk, "InstanceId", instance)))
                .isIn("DiskNotPortable", "DiskTypeViolation", "IncorrectInstanceStatus");
        assertThat(caller.refusal("DeleteDisk", Map.of("DiskId", disk)))
                .isIn("DiskNotPortable", "DiskTypeViolation", "IncorrectDiskStatus", "DiskStillAttached");
        machines.delete(instance);
        machines.awaitDiskGone(disk);
    }

    @InEveryDialect
    void anAttachedDiskIsNeitherAttachedAgainNorDeleted(Caller caller) {
        Machines machines = new Machines(caller);
        String instance = machines.running();
        String disk = machines.dataDisk();
        machines.attach(disk, instance);
        assertThat(caller.refusal("AttachDisk", Map.of("DiskId", disk, "InstanceId", instance)))
                .isIn("IncorrectDiskStatus", "InvalidDisk.InUse");
        assertThat(caller.refusal("DeleteDisk", Map.of("DiskId", disk)))
                .isIn("IncorrectDiskStatus", "DiskStillAttached");
        caller.ask("DetachDisk", Map.of("DiskId", disk, "InstanceId", instance));
        machines.awaitDisk(disk, "Available");
        assertThat(caller.refusal("DetachDisk", Map.of("DiskId", disk, "InstanceId", instance)))
                .isIn("InvalidDisk.AlreadyDetached", "IncorrectDiskStatus");
        caller.ask("DeleteDisk", Map.of("DiskId", disk));
        assertThat(caller.refusal("AttachDisk", Map.of("DiskId", disk, "InstanceId", instance)))
                .isEqualTo("InvalidDiskId.NotFound");
    }

    @InEveryDialect
    void disksThatNeverWereAreNotFound(Caller caller) {
        String instance = new Machines(caller).running();
        Map<String, String> both = Map.of("DiskId", UNKNOWN, "InstanceId", instance);
        assertThat(caller.refusal("AttachDisk", both)).isEqualTo("InvalidDiskId.NotFound");
        assertThat(caller.refusal("DetachDisk", both)).isEqualTo("InvalidDiskId.NotFound");
        assertThat(caller.refusal("DeleteDisk", Map.of("DiskId", UNKNOWN))).isEqualTo("InvalidDiskId.NotFound");
        assertThat(caller.refusal("CreateSnapshot", Map.of("DiskId", UNKNOWN))).isEqualTo("InvalidDiskId.NotFound");
    }

    @InEveryDialect
    void disksThatCannotBeAreRefused(Caller caller) {
        assertThat(caller.refusal(
                        "CreateDisk", Map.of("ZoneId", Machines.ZONE, "DiskCategory", "cloud_essd", "Size", 1)))
                .isIn(
                        "InvalidSize.ValueNotSupported",
                        "InvalidDataDiskSize.ValueNotSupported",
                        "InvalidDiskSize.TooSmall");
        assertThat(caller.refusal("CreateDisk", Map.of("ZoneId", Machines.ZONE, "DiskCategory", "paper", "Size", 40)))
                .startsWith("InvalidD");
        assertThat(caller.refusal("CreateDisk", Map.of("ZoneId", "cn-hangzhou-zz", "Size", 40)))
                .isEqualTo("InvalidZoneId.NotFound");
        assertThat(caller.refusal(
                        "CreateDisk",
                        Map.of("ZoneId", Machines.ZONE, "Size", 40, "SnapshotId", "s-bp1nosuchsnap000000")))
                .isEqualTo("InvalidSnapshotId.NotFound");
    }

    @InEveryDialect
    void disksAreFoundByWhatTheyAre(Caller caller) {
        Machines machines = new Machines(caller);
        String instance = machines.running();
        String disk = machines.dataDisk();
        machines.attach(disk, instance);
        assertThat(ids(caller.ask("DescribeDisks", Map.of("InstanceId", instance, "DiskType", "data"))))
                .containsExactly(disk);
        assertThat(ids(caller.ask("DescribeDisks", Map.of("InstanceId", instance, "Status", "In_use"))))
                .hasSize(2);
        assertThat(ids(caller.ask("DescribeDisks", Map.of("InstanceId", instance, "Status", "Available"))))
                .isEmpty();
        assertThat(caller.refusal("DescribeDisks", Map.of("Status", "Melted")))
                .isIn("InvalidStatus.ValueNotSupported", "InvalidParameter");
        machines.delete(instance);
    }

    private static List<String> ids(Body answer) {
        return answer.list("Disks").stream().map(disk -> disk.text("DiskId")).toList();
    }
}
