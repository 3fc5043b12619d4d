package io.opsbus.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.conformance.VerifiedAgainst.Source;
import io.opsbus.conformance.suite.Caller;
import io.opsbus.conformance.suite.InEveryDialect;
import io.opsbus.conformance.suite.Machines;
import java.util.List;
import java.util.Map;

/** What belongs to one account does not exist for another. */
@VerifiedAgainst(value = Source.ASSUMED, where = "the reference names no code for another account's resource")
class StrangersIT {
    @InEveryDialect
    void aStrangerFindsNoInstance(Caller caller) {
        Machines machines = new Machines(caller);
        String id = machines.running();
        Map<String, Object> one = Map.of("InstanceId", id);
        for (String action : List.of(
                "StartInstance", "StopInstance", "RebootInstance", "DeleteInstance", "DescribeInstanceAttribute")) {
            assertThat(caller.refusalOfStranger(action, one)).as(action).isEqualTo("InvalidInstanceId.NotFound");
        }
        assertThat(caller.refusalOfStranger(
                        "ModifyInstanceAttribute", Map.of("InstanceId", id, "InstanceName", "mine")))
                .isEqualTo("InvalidInstanceId.NotFound");
        for (String action : List.of("StartInstances", "StopInstances", "RebootInstances", "DeleteInstances")) {
            assertThat(caller.refusalOfStranger(action, Map.of("InstanceId", List.of(id))))
                    .as(action)
                    .isEqualTo("InvalidInstanceId.NotFound");
        }
        assertThat(caller.refusalOfStranger("GetInstanceConsoleOutput", one)).endsWith("NotFound");
        assertThat(caller.refusalOfStranger("GetInstanceScreenshot", one)).endsWith("NotFound");
        assertThat(machines.instance(id).text("Status")).isEqualTo("Running");
        assertThat(machines.instance(id).text("InstanceName")).isNotEqualTo("mine");
    }

    @InEveryDialect
    void aStrangersListsAreEmpty(Caller caller) {
        Machines machines = new Machines(caller);
        String id = machines.running();
        String disk = machines.systemDisk(id);
        assertThat(found(caller, "DescribeInstances", Map.of("InstanceIds", "[\"" + id + "\"]"), "Instances"))
                .isEmpty();
        assertThat(found(caller, "DescribeInstanceStatus", Map.of("InstanceId", List.of(id)), "InstanceStatuses"))
                .isEmpty();
        assertThat(found(caller, "DescribeDisks", Map.of("DiskIds", "[\"" + disk + "\"]"), "Disks"))
                .isEmpty();
        assertThat(found(caller, "DescribeDisks", Map.of("InstanceId", id), "Disks"))
                .isEmpty();
        assertThat(found(caller, "DescribeSnapshots", Map.of("DiskId", disk), "Snapshots"))
                .isEmpty();
        assertThat(found(
                        caller,
                        "ListTagResources",
                        Map.of("ResourceType", "instance", "ResourceId", List.of(id)),
                        "TagResources"))
                .isEmpty();
    }

    @InEveryDialect
    void aStrangerMovesNoDisk(Caller caller) {
        Machines machines = new Machines(caller);
        String instance = machines.running();
        String disk = machines.dataDisk();
        Map<String, Object> both = Map.of("DiskId", disk, "InstanceId", instance);
        assertThat(caller.refusalOfStranger("AttachDisk", both)).endsWith("NotFound");
        machines.attach(disk, instance);
        assertThat(caller.refusalOfStranger("DetachDisk", both)).endsWith("NotFound");
        assertThat(caller.refusalOfStranger("DeleteDisk", Map.of("DiskId", disk)))
                .isEqualTo("InvalidDiskId.NotFound");
        assertThat(caller.refusalOfStranger("CreateSnapshot", Map.of("DiskId", disk)))
                .isEqualTo("InvalidDiskId.NotFound");
        assertThat(machines.disk(disk).text("InstanceId")).isEqualTo(instance);
    }

    @InEveryDialect
    void aStrangerTouchesNeitherSnapshotsNorTags(Caller caller) {
        Machines machines = new Machines(caller);
        String disk = machines.systemDisk(machines.running());
        String snapshot = caller.ask("CreateSnapshot", Map.of("DiskId", disk)).text("SnapshotId");
        machines.awaitSnapshot(snapshot, "accomplished");
        assertThat(caller.refusalOfStranger("DeleteSnapshot", Map.of("SnapshotId", snapshot)))
                .isEqualTo("InvalidSnapshotId.NotFound");
        assertThat(caller.refusalOfStranger(
                        "CreateDisk", Map.of("ZoneId", Machines.ZONE, "Size", 40, "SnapshotId", snapshot)))
                .isEqualTo("InvalidSnapshotId.NotFound");
        Map<String, Object> tag = Map.of(
                "ResourceType", "snapshot",
                "ResourceId", List.of(snapshot),
                "Tag", List.of(Map.of("Key", "k", "Value", "v")));
        assertThat(caller.refusalOfStranger("TagResources", tag)).isEqualTo("InvalidResourceId.NotFound");
        assertThat(caller.refusalOfStranger(
                        "UntagResources",
                        Map.of("ResourceType", "snapshot", "ResourceId", List.of(snapshot), "All", true)))
                .isEqualTo("InvalidResourceId.NotFound");
        assertThat(machines.snapshot(snapshot).list("Tags")).isEmpty();
    }

    private static List<Body> found(Caller caller, String action, Map<String, ?> parameters, String list) {
        return caller.strangers().call(action, parameters).body().list(list);
    }
}
