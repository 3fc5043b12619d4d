package io.opsbus.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.conformance.VerifiedAgainst.Source;
import io.opsbus.conformance.suite.Caller;
import io.opsbus.conformance.suite.InEveryDialect;
import io.opsbus.conformance.suite.Machines;
import java.util.List;
import java.util.Map;

/** What a user does on one day, with each client. */
@VerifiedAgainst(Source.REFERENCE)
class WalkThroughIT {
    @InEveryDialect
    void threeInstancesLiveTheirWholeLife(Caller caller) {
        Machines machines = new Machines(caller);
        List<String> ids = machines.run(3, Map.of("InstanceName", "walk-through"));
        assertThat(ids).hasSize(3).doesNotHaveDuplicates().allMatch(id -> id.startsWith("i-"));
        ids.forEach(id -> machines.awaitInstance(id, "Running"));
        String id = ids.getFirst();
        stopAndStart(machines, id);
        reboot(machines, id);
        String disk = carriesADisk(machines, id);
        String snapshot = snapshot(machines, disk);
        wearsTags(caller, id);
        leaves(machines, ids, disk, snapshot);
    }

    private static void stopAndStart(Machines machines, String id) {
        Caller caller = machines.caller();
        caller.ask("StopInstance", Map.of("InstanceId", id, "ForceStop", true));
        machines.awaitInstance(id, "Stopped");
        caller.ask("StartInstance", Map.of("InstanceId", id));
        machines.awaitInstance(id, "Running");
    }

    private static void reboot(Machines machines, String id) {
        machines.caller().ask("RebootInstance", Map.of("InstanceId", id, "ForceStop", true));
        machines.awaitInstance(id, "Running");
    }

    private static String carriesADisk(Machines machines, String id) {
        String disk = machines.dataDisk();
        machines.attach(disk, id);
        Body attached = machines.disk(disk);
        assertThat(attached.text("InstanceId")).isEqualTo(id);
        assertThat(attached.text("Device")).startsWith("/dev/xvd");
        return disk;
    }

    private static String snapshot(Machines machines, String disk) {
        Caller caller = machines.caller();
        String snapshot = caller.ask("CreateSnapshot", Map.of("DiskId", disk, "SnapshotName", "walk-through"))
                .text("SnapshotId");
        machines.awaitSnapshot(snapshot, "accomplished");
        assertThat(machines.snapshot(snapshot).text("Progress")).isEqualTo("100%");
        return snapshot;
    }

    private static void wearsTags(Caller caller, String id) {
        Map<String, Object> named = Map.of("ResourceType", "instance", "ResourceId", List.of(id));
        caller.ask(
                "TagResources",
                Map.of(
                        "ResourceType", "instance",
                        "ResourceId", List.of(id),
                        "Tag", List.of(Map.of("Key", "walk", "Value", "through"))));
        assertThat(caller.ask("ListTagResources", named).list("TagResources"))
                .singleElement()
                .satisfies(tag -> assertThat(tag.text("TagValue")).isEqualTo("through"));
        caller.ask(
                "UntagResources",
                Map.of("ResourceType", "instance", "ResourceId", List.of(id), "TagKey", List.of("walk")));
        assertThat(caller.ask("ListTagResources", named).list("TagResources")).isEmpty();
    }

    private static void leaves(Machines machines, List<String> ids, String disk, String snapshot) {
        Caller caller = machines.caller();
        caller.ask("DetachDisk", Map.of("DiskId", disk, "InstanceId", ids.getFirst()));
        machines.awaitDisk(disk, "Available");
        caller.ask("DeleteSnapshot", Map.of("SnapshotId", snapshot));
        caller.ask("DeleteDisk", Map.of("DiskId", disk));
        caller.ask("StopInstances", Map.of("InstanceId", ids));
        ids.forEach(id -> machines.awaitInstance(id, "Stopped"));
        caller.ask("DeleteInstances", Map.of("InstanceId", ids));
        ids.forEach(machines::awaitGone);
    }
}
