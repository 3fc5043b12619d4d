package io.opsbus.instance.rpc;

import static io.opsbus.instance.rpc.EcsInMemory.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsbus.instance.rpc.EcsInMemory.Told;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EcsActionsTest {
    private static final String IMAGE = "aliyun_2_1903_x64_20G_alibase_20200324.vhd";

    private final EcsInMemory ecs = new EcsInMemory();

    @Test
    void anInstanceGoesThroughItsLife() {
        String id = ecs.running(ALICE);
        assertThat(status(id)).isEqualTo("Running");
        ecs.done(ALICE, "StopInstance", "InstanceId", id, "StoppedMode", "StopCharging");
        assertThat(status(id)).isEqualTo("Stopping");
        ecs.fleet.settle();
        Told stopped = ecs.done(ALICE, "DescribeInstances", "InstanceIds", "[\"" + id + "\"]");
        assertThat(stopped.text("/Instances/Instance/0/Status")).isEqualTo("Stopped");
        assertThat(stopped.text("/Instances/Instance/0/StoppedMode")).isEqualTo("StopCharging");
        assertThat(ecs.ask(ALICE, "RebootInstance", "InstanceId", id).code()).isEqualTo("IncorrectInstanceStatus");
        ecs.done(ALICE, "StartInstance", "InstanceId", id);
        ecs.fleet.settle();
        ecs.done(ALICE, "RebootInstance", "InstanceId", id);
        ecs.fleet.settle();
        assertThat(status(id)).isEqualTo("Running");
        assertThat(ecs.ask(ALICE, "DeleteInstance", "InstanceId", id).code()).isEqualTo("IncorrectInstanceStatus");
        ecs.done(ALICE, "DeleteInstance", "InstanceId", id, "Force", "true");
        ecs.fleet.settle();
        assertThat(ecs.done(ALICE, "DescribeInstances").total()).isZero();
        assertThat(ecs.ask(ALICE, "StartInstance", "InstanceId", id).code()).isEqualTo("InvalidInstanceId.NotFound");
    }

    @Test
    void anInstanceIsRedeployedAndTheTaskHasAnId() {
        String id = ecs.running(ALICE);
        Told moved = ecs.done(ALICE, "RedeployInstance", "InstanceId", id);
        assertThat(moved.text("/TaskId")).startsWith("t-");
        assertThat(status(id)).isEqualTo("Stopping");
        assertThat(ecs.ask(ALICE, "RedeployInstance", "InstanceId", id).code()).isEqualTo("IncorrectInstanceStatus");
        ecs.fleet.settle();
        assertThat(status(id)).isEqualTo("Running");
        assertThat(ecs.ask(ALICE, "RedeployInstance", "InstanceId", "i-nobodys").code())
                .isEqualTo("InvalidInstanceId.NotFound");
        assertThat(ecs.ask(ALICE, "RedeployInstance", "ForceStop", "perhaps", "InstanceId", id)
                        .code())
                .startsWith("InvalidParameter");
    }

    @Test
    void aBatchAllTogetherFailsAsAWholeAndSuccessFirstTellsEachRow() {
        String running = ecs.running(ALICE);
        String stopped = ecs.running(ALICE);
        ecs.done(ALICE, "StopInstance", "InstanceId", stopped);
        ecs.fleet.settle();
        Told whole = ecs.ask(ALICE, "StopInstances", "InstanceId.1", running, "InstanceId.2", stopped);
        assertThat(whole.code()).isEqualTo("IncorrectInstanceStatus");
        assertThat(status(running)).isEqualTo("Running");
        Told rows = ecs.done(
                ALICE,
                "StopInstances",
                "InstanceId.1",
                running,
                "InstanceId.2",
                stopped,
                "BatchOptimization",
                "SuccessFirst");
        assertThat(rows.text("/InstanceResponses/InstanceResponse/0/Code")).isEqualTo("200");
        assertThat(rows.text("/InstanceResponses/InstanceResponse/0/PreviousStatus"))
                .isEqualTo("Running");
        assertThat(rows.text("/InstanceResponses/InstanceResponse/0/CurrentStatus"))
                .isEqualTo("Stopping");
        assertThat(rows.text("/InstanceResponses/InstanceResponse/1/Code")).isEqualTo("IncorrectInstanceStatus");
    }

    @Test
    void aDryRunTellsWhatWouldHappenAndDoesNothing() {
        String id = ecs.running(ALICE);
        assertThat(ecs.ask(ALICE, "StopInstance", "InstanceId", id, "DryRun", "true")
                        .code())
                .isEqualTo("DryRunOperation");
        assertThat(ecs.ask(ALICE, "StartInstance", "InstanceId", id, "DryRun", "true")
                        .code())
                .isEqualTo("IncorrectInstanceStatus");
        assertThat(status(id)).isEqualTo("Running");
    }

    @Test
    void oneTokenIsOneBatchOfInstances() {
        String[] request = {
            "InstanceType",
            "ecs.g6.large",
            "ImageId",
            IMAGE,
            "Amount",
            "3",
            "UniqueSuffix",
            "true",
            "InstanceName",
            "web",
            "ClientToken",
            "t-1"
        };
        Told first = ecs.done(ALICE, "RunInstances", request);
        Told again = ecs.done(ALICE, "RunInstances", request);
        assertThat(again.body()).isEqualTo(first.body());
        request[5] = "4";
        assertThat(ecs.ask(ALICE, "RunInstances", request).code()).isEqualTo("IdempotentParameterMismatch");
        ecs.fleet.settle();
        Told list = ecs.done(ALICE, "DescribeInstances", "InstanceName", "web0*");
        assertThat(list.total()).isEqualTo(3);
        assertThat(List.of(
                        list.text("/Instances/Instance/0/InstanceName"),
                        list.text("/Instances/Instance/1/InstanceName"),
                        list.text("/Instances/Instance/2/InstanceName")))
                .containsExactlyInAnyOrder("web001", "web002", "web003");
    }

    @Test
    void aDiskIsMadeAttachedDetachedSnapshottedAndDeleted() {
        String instance = ecs.running(ALICE);
        String disk = ecs.disk(ALICE);
        ecs.done(ALICE, "AttachDisk", "InstanceId", instance, "DiskId", disk);
        ecs.fleet.settle();
        Told inUse = ecs.done(ALICE, "DescribeDisks", "DiskIds", "[\"" + disk + "\"]");
        assertThat(inUse.text("/Disks/Disk/0/Status")).isEqualTo("In_use");
        assertThat(inUse.text("/Disks/Disk/0/Device")).isEqualTo("/dev/xvdb");
        assertThat(inUse.text("/Disks/Disk/0/InstanceId")).isEqualTo(instance);
        assertThat(ecs.ask(ALICE, "DeleteDisk", "DiskId", disk).code()).isEqualTo("IncorrectDiskStatus");
        String snapshot = ecs.done(ALICE, "CreateSnapshot", "DiskId", disk, "SnapshotName", "daily")
                .text("/SnapshotId");
        assertThat(ecs.ask(ALICE, "CreateSnapshot", "DiskId", disk).code())
                .isEqualTo("IncorrectDiskStatus.CreatingSnapshot");
        ecs.fleet.settle();
        Told made = ecs.done(ALICE, "DescribeSnapshots", "SnapshotIds", "[\"" + snapshot + "\"]");
        assertThat(made.text("/Snapshots/Snapshot/0/Status")).isEqualTo("accomplished");
        assertThat(made.text("/Snapshots/Snapshot/0/Progress")).isEqualTo("100%");
        ecs.done(ALICE, "DetachDisk", "InstanceId", instance, "DiskId", disk);
        ecs.fleet.settle();
        ecs.done(ALICE, "DeleteSnapshot", "SnapshotId", snapshot);
        ecs.done(ALICE, "DeleteDisk", "DiskId", disk);
        ecs.fleet.settle();
        assertThat(ecs.done(ALICE, "DescribeDisks", "DiskType", "data").total()).isZero();
    }

    @Test
    void tagsArePutListedAndTakenOff() {
        String id = ecs.running(ALICE);
        ecs.done(
                ALICE,
                "TagResources",
                "ResourceType",
                "instance",
                "ResourceId.1",
                id,
                "Tag.1.Key",
                "env",
                "Tag.1.Value",
                "prod",
                "Tag.2.Key",
                "owner");
        Told listed = ecs.done(ALICE, "ListTagResources", "ResourceType", "instance", "ResourceId.1", id);
        assertThat(listed.body().at("/TagResources/TagResource").size()).isEqualTo(2);
        assertThat(ecs.done(ALICE, "DescribeInstances", "Tag.1.Key", "env", "Tag.1.Value", "prod")
                        .total())
                .isEqualTo(1);
        assertThat(ecs.done(ALICE, "DescribeInstances", "Tag.1.Key", "env", "Tag.1.Value", "test")
                        .total())
                .isZero();
        ecs.done(ALICE, "UntagResources", "ResourceType", "instance", "ResourceId.1", id, "TagKey.1", "env");
        assertThat(ecs.done(ALICE, "DescribeInstances", "Tag.1.Key", "env").total())
                .isZero();
        ecs.done(ALICE, "UntagResources", "ResourceType", "instance", "ResourceId.1", id, "All", "true");
        assertThat(ecs.done(ALICE, "DescribeInstances", "Tag.1.Key", "owner").total())
                .isZero();
    }

    @Test
    void bothWaysOfPagingShowEveryInstanceOnce() {
        for (int n = 0; n < 7; n++) {
            ecs.running(ALICE);
        }
        Told second = ecs.done(ALICE, "DescribeInstances", "PageNumber", "2", "PageSize", "3");
        assertThat(second.total()).isEqualTo(7);
        assertThat(second.body().at("/Instances/Instance").size()).isEqualTo(3);
        List<String> seen = new java.util.ArrayList<>();
        String token = "";
        do {
            Told part = token.isEmpty()
                    ? ecs.done(ALICE, "DescribeInstances", "MaxResults", "3")
                    : ecs.done(ALICE, "DescribeInstances", "MaxResults", "3", "NextToken", token);
            part.body()
                    .at("/Instances/Instance")
                    .forEach(one -> seen.add(one.path("InstanceId").asText()));
            token = part.text("/NextToken");
        } while (!token.isEmpty());
        assertThat(seen).hasSize(7).doesNotHaveDuplicates();
    }

    @Test
    void consoleAndScreenAreShownOfRunningInstancesOnly() {
        String id = ecs.running(ALICE);
        assertThat(ecs.done(ALICE, "GetInstanceConsoleOutput", "InstanceId", id).text("/ConsoleOutput"))
                .isBase64();
        byte[] picture = java.util.Base64.getDecoder()
                .decode(ecs.done(ALICE, "GetInstanceScreenshot", "InstanceId", id)
                        .text("/Screenshot"));
        assertThat(picture).startsWith(0xFF, 0xD8);
        ecs.done(ALICE, "StopInstance", "InstanceId", id);
        ecs.fleet.settle();
        Told told = ecs.ask(ALICE, "GetInstanceConsoleOutput", "InstanceId", id);
        assertThat(told.status()).isEqualTo(405);
        assertThat(told.code()).isEqualTo("IncorrectInstanceStatus");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "DescribeInstances RegionId=mars InvalidRegionId.NotFound 404",
                "DescribeInstances Status=Sleeping InvalidStatus.NotFound 404",
                "DescribeInstances PageSize=101 InvalidParameter 400",
                "DescribeInstances Filter.1.Key=Size InvalidFilterKey.NotFound 404",
                "DescribeInstances InstanceIds=i-1 InvalidParameter 400",
                "DescribeInstances Ipv6Address.1=::1 InvalidParameter 400",
                "DescribeInstances LockReason=bored InvalidLockReason.NotFound 404",
                "RunInstances ImageId=none InvalidImageId.NotFound 404",
                "RunInstances InstanceType=ecs.none InvalidInstanceType.ValueNotSupported 400",
                "RunInstances Amount=101 InvalidParameter 400",
                "RunInstances ZoneId=mars-a InvalidZoneId.NotFound 404",
                "RunInstances VSwitchId=none InvalidVSwitchId.NotFound 404",
                "RunInstances InstanceName=1a InvalidInstanceName.Malformed 400",
                "RunInstances HostName=-a InvalidHostName.Malformed 400",
                "RunInstances SystemDisk.Size=10 InvalidSystemDiskSize 404",
                "RunInstances SystemDisk.Category=wood InvalidSystemDiskCategory.ValueNotSupported 400",
                "RunInstances DataDisk.1.Category=cloud_ssd MissingParameter 400",
                "RunInstances DataDisk.1.Size=0 InvalidDataDiskSize.ValueNotSupported 400",
                "RunInstances Tag.1.Key=acs:x InvalidTagKey.Malformed 400",
                "RunInstances MinAmount=2 InvalidMinAmount.Malformed 400",
                "RunInstances SpotStrategy=Cheap InvalidSpotStrategy 400",
                "RunInstances PrivateIpAddress=1.2.3 InvalidPrivateIpAddress.Malformed 400",
                "CreateDisk Size=0 InvalidSize.ValueNotSupported 400",
                "CreateDisk DiskCategory=wood InvalidDiskCategory.ValueNotSupported 400",
                "CreateDisk X=1 MissingParameter 400",
                "CreateDisk ZoneId=mars-a InvalidZoneId.NotFound 404",
                "CreateDisk SnapshotId=s-none InvalidSnapshotId.NotFound 404",
                "AttachDisk X=1 MissingParameter 400",
                "DeleteSnapshot SnapshotId=s-none InvalidSnapshotId.NotFound 404",
                "TagResources ResourceType=moon InvalidResourceType.NotFound 404",
                "ListTagResources X=1 MissingParameter 400",
                "DescribeRegions AcceptLanguage=tlh InvalidAcceptLanguage.NotFound 404",
                "DescribeAvailableResource DestinationResource=Moon Invalid.DestinationResource 404",
                "StartInstance InstanceId=mars InvalidInstanceId.NotFound 404"
            })
    void whatIsWrongIsToldWithTheContractsCode(String action, String parameter, String code, int status) {
        String[] pair = parameter.split("=", 2);
        java.util.Map<String, String> form = new java.util.TreeMap<>(java.util.Map.of("RegionId", EcsInMemory.REGION));
        if (action.equals("RunInstances")) {
            form.put("InstanceType", "ecs.g6.large");
            form.put("ImageId", IMAGE);
        }
        if (action.equals("CreateDisk") && !pair[0].equals("X")) {
            form.put("Size", "20");
        }
        form.put(pair[0], pair[1]);
        Told told = ecs.ask(ALICE, action, form);
        assertThat(told.code()).isEqualTo(code);
        assertThat(told.status()).isEqualTo(status);
    }

    /** No Action tells of images and vSwitches. */
    @Test
    void whoNamesWhatIsNotThereIsToldWhatIs() {
        assertThat(ecs.ask(ALICE, "RunInstances", run("ImageId", "none")).text("/Message"))
                .startsWith("The specified image does not exist; there are ")
                .contains(IMAGE);
        assertThat(ecs.ask(ALICE, "RunInstances", run("VSwitchId", "none")).text("/Message"))
                .startsWith("The specified vSwitch does not exist; there are ")
                .contains("vsw-" + EcsInMemory.REGION);
        assertThat(ecs.ask(ALICE, "RunInstances", run("ZoneId", "mars-a")).text("/Message"))
                .contains("; there are " + EcsInMemory.REGION + "-");
    }

    private static java.util.Map<String, String> run(String name, String value) {
        java.util.Map<String, String> form = new java.util.TreeMap<>(
                java.util.Map.of("RegionId", EcsInMemory.REGION, "InstanceType", "ecs.g6.large", "ImageId", IMAGE));
        form.put(name, value);
        return form;
    }

    @Test
    void quotasAreToldInTodaysWordsAndTheGuides() {
        assertThat(ecs.done(ALICE, "DescribeAccountAttributes", "Attribute.1", "max-act-invocation-daily")
                        .text("/AccountAttributeItems/AccountAttributeItem/0/AttributeValues/ValueItem/0/Value"))
                .isEqualTo("5000");
        assertThat(ecs.done(ALICE, "DescribeAccountAttributes", "AttributeName.1", "max-axt-command-count")
                        .text("/AccountAttributeItems/AccountAttributeItem/0/AttributeValues/ValueItem/0/Value"))
                .isEqualTo("100");
    }

    @Test
    void everyActionIsServedThatTheServiceOwes() {
        assertThat(ecs.declarations().stream().map(one -> one.name().action()))
                .contains(
                        "DescribeRegions",
                        "DescribeInstances",
                        "DescribeInstanceStatus",
                        "RunInstances",
                        "StartInstance",
                        "StartInstances",
                        "StopInstance",
                        "StopInstances",
                        "RebootInstance",
                        "RebootInstances",
                        "RedeployInstance",
                        "DeleteInstance",
                        "DeleteInstances",
                        "ModifyInstanceAttribute",
                        "CreateDisk",
                        "DescribeDisks",
                        "AttachDisk",
                        "DetachDisk",
                        "DeleteDisk",
                        "CreateSnapshot",
                        "DescribeSnapshots",
                        "DeleteSnapshot",
                        "TagResources",
                        "UntagResources",
                        "ListTagResources",
                        "DescribeAvailableResource",
                        "DescribeAccountAttributes",
                        "GetInstanceConsoleOutput",
                        "GetInstanceScreenshot");
    }

    private String status(String id) {
        return ecs.done(ALICE, "DescribeInstances", "InstanceIds", "[\"" + id + "\"]")
                .text("/Instances/Instance/0/Status");
    }
}
