package io.opsbus.conformance.suite;

import static org.awaitility.Awaitility.await;

import io.opsbus.conformance.Body;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes instances, disks and snapshots for a test, and waits for them. */
public record Machines(Caller caller) {
    /** An image, a type and a zone the system sells; another system's are named by system properties. */
    public static final String IMAGE = sold("image", "aliyun_2_1903_x64_20G_alibase_20200324.vhd");

    public static final String WINDOWS = sold("windowsImage", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20190528.vhd");
    public static final String TYPE = sold("instanceType", "ecs.g6.large");
    public static final String ZONE = sold("zone", "cn-hangzhou-g");

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(100);

    private static String sold(String what, String standard) {
        return System.getProperty(io.opsbus.conformance.Target.PREFIX + what, standard);
    }

    /** Runs instances; {@code more} adds to or replaces the least a run needs. Answers their ids. */
    public List<String> run(int amount, Map<String, ?> more) {
        Map<String, Object> parameters =
                new HashMap<>(Map.of("ImageId", IMAGE, "InstanceType", TYPE, "ZoneId", ZONE, "Amount", amount));
        parameters.putAll(more);
        return caller.ask("RunInstances", parameters).texts("InstanceIdSets");
    }

    /** One instance that is Running. */
    public String running() {
        String id = run(1, Map.of()).getFirst();
        awaitInstance(id, "Running");
        return id;
    }

    /** One instance that is Stopped. */
    public String stopped() {
        String id = running();
        caller.ask("StopInstance", Map.of("InstanceId", id));
        awaitInstance(id, "Stopped");
        return id;
    }

    /** The instance as DescribeInstances shows it. */
    public Body instance(String id) {
        return only(caller.ask("DescribeInstances", Map.of("InstanceIds", "[\"" + id + "\"]"))
                .list("Instances"));
    }

    public Body disk(String id) {
        return only(caller.ask("DescribeDisks", Map.of("DiskIds", "[\"" + id + "\"]"))
                .list("Disks"));
    }

    public Body snapshot(String id) {
        return only(caller.ask("DescribeSnapshots", Map.of("SnapshotIds", "[\"" + id + "\"]"))
                .list("Snapshots"));
    }

    /** The disk an instance boots from. */
    public String systemDisk(String instance) {
        return only(caller.ask("DescribeDisks", Map.of("InstanceId", instance, "DiskType", "system"))
                        .list("Disks"))
                .text("DiskId");
    }

    /** A data disk that is Available. */
    public String dataDisk() {
        String id = caller.ask("CreateDisk", Map.of("ZoneId", ZONE, "DiskCategory", "cloud_essd", "Size", 20))
                .text("DiskId");
        awaitDisk(id, "Available");
        return id;
    }

    /** Attaches a disk and waits until it is In_use. */
    public void attach(String disk, String instance) {
        caller.ask("AttachDisk", Map.of("DiskId", disk, "InstanceId", instance));
        awaitDisk(disk, "In_use");
    }

    public void awaitInstance(String id, String status) {
        await(id + " is " + status)
                .atMost(PATIENCE)
                .pollInterval(POLL)
                .until(() -> instance(id).text("Status"), status::equals);
    }

    /** Waits until every instance of that name has the status. */
    public void awaitAll(String name, String status) {
        await(name + " are " + status)
                .atMost(PATIENCE)
                .pollInterval(POLL)
                .until(() -> caller.ask("DescribeInstances", Map.of("InstanceName", name)).list("Instances").stream()
                        .allMatch(instance -> instance.text("Status").equals(status)));
    }

    public void awaitDisk(String id, String status) {
        await(id + " is " + status)
                .atMost(PATIENCE)
                .pollInterval(POLL)
                .until(() -> disk(id).text("Status"), status::equals);
    }

    public void awaitSnapshot(String id, String status) {
        await(id + " is " + status)
                .atMost(PATIENCE)
                .pollInterval(POLL)
                .until(() -> snapshot(id).text("Status"), status::equals);
    }

    /** Waits until DescribeInstances does not know it any more. */
    public void awaitGone(String id) {
        await(id + " is gone")
                .atMost(PATIENCE)
                .pollInterval(POLL)
                .until(() -> caller.ask("DescribeInstances", Map.of("InstanceIds", "[\"" + id + "\"]"))
                        .list("Instances")
                        .isEmpty());
    }

    /** Waits until DescribeDisks does not know it any more. */
    public void awaitDiskGone(String id) {
        await(id + " is gone")
                .atMost(PATIENCE)
                .pollInterval(POLL)
                .until(() -> caller.ask("DescribeDisks", Map.of("DiskIds", "[\"" + id + "\"]"))
                        .list("Disks")
                        .isEmpty());
    }

    /** Deletes a running or stopped instance and waits until it is gone. */
    public void delete(String id) {
        caller.ask("DeleteInstance", Map.of("InstanceId", id, "Force", true));
        awaitGone(id);
    }

    private static Body only(List<Body> found) {
        if (found.size() != 1) {
            throw new AssertionError("expected one, found " + found);
        }
        return found.getFirst();
    }
}
