package io.opsbus.instance.rpc.instance;

import io.opsbus.instance.catalog.Image;
import io.opsbus.instance.catalog.SecurityGroupId;
import io.opsbus.instance.fleet.Instance;
import io.opsbus.instance.fleet.InstanceState;
import io.opsbus.instance.fleet.Labels;
import io.opsbus.instance.fleet.Network;
import io.opsbus.instance.fleet.Terms;
import io.opsbus.instance.rpc.TagParameters;
import io.opsbus.instance.rpc.WireTimes;
import io.opsbus.rpc.reply.Tree;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An instance as {@code DescribeInstances} and {@code DescribeInstanceAttribute} show it (contract 2.1). */
final class InstanceTree {
    private InstanceTree() {}

    /** An entry of {@code DescribeInstances}. */
    static Tree.Fields ofList(Instance instance) {
        Tree.Builder tree = Tree.build();
        shared(tree, instance);
        Image image = instance.hardware().image();
        tree.put("ZoneId", instance.identity().zone().text())
                .put("InstanceTypeFamily", instance.hardware().type().name().family())
                .put("OSName", image.name())
                .put("OSNameEn", image.nameEn())
                .put("OSType", image.os().word())
                .put("IoOptimized", true)
                .put("DeviceAvailable", true)
                .put("Recyclable", false)
                .put("DeletionProtection", instance.terms().deletionProtection())
                .put("StartTime", startTime(instance))
                .put("AutoReleaseTime", time(instance.terms().autoReleaseAt()))
                .put("KeyPairName", text(instance.labels().keyPair()))
                .put("ResourceGroupId", resourceGroup(instance.labels()))
                .put("GPUAmount", 0)
                .put("GPUSpec", "")
                .put("LocalStorageAmount", 0)
                .put("RdmaIpAddress", "IpAddress", List.of());
        spot(tree, instance.terms());
        tree.put("MetadataOptions", metadata(instance.labels().metadata()));
        tree.put("NetworkInterfaces", "NetworkInterface", List.of(networkInterface(instance.network())));
        TagParameters.put(tree, instance.labels().tags());
        return tree.end();
    }

    /** The fields of {@code DescribeInstanceAttribute}. */
    static Tree.Fields ofAttribute(Instance instance) {
        Tree.Builder tree = Tree.build();
        shared(tree, instance);
        return tree.put("ZoneId", instance.identity().zone().text())
                .put("IoOptimized", "optimized")
                .end();
    }

    private static void shared(Tree.Builder tree, Instance instance) {
        Network network = instance.network();
        tree.put("InstanceId", instance.id().text())
                .put("InstanceName", instance.labels().name())
                .put("Description", instance.labels().description())
                .put("HostName", instance.labels().hostName())
                .put("RegionId", instance.identity().region().text())
                .put("Status", instance.status().word())
                .put("InstanceType", instance.hardware().type().name().text())
                .put("Cpu", instance.hardware().type().cpu())
                .put("Memory", instance.hardware().type().memoryMiB())
                .put("ImageId", instance.hardware().image().id().text())
                .put("InstanceChargeType", instance.terms().charge().word())
                .put("CreationTime", WireTimes.minute(instance.identity().createdAt()))
                .put("ExpiredTime", WireTimes.minute(instance.terms().expiresAt()))
                .put("SerialNumber", instance.identity().serialNumber())
                .put("StoppedMode", stoppedMode(instance.state()))
                .put("InstanceNetworkType", "vpc")
                .put("InternetChargeType", network.internet().charge().word())
                .put("InternetMaxBandwidthIn", network.internet().maxIn())
                .put("InternetMaxBandwidthOut", network.internet().maxOut())
                .put("CreditSpecification", "")
                .put("ClusterId", "")
                .put("VlanId", "")
                .texts("InnerIpAddress", "IpAddress", List.of())
                .texts("PublicIpAddress", "IpAddress", network.internet().publicIps())
                .texts("SecurityGroupIds", "SecurityGroupId", securityGroups(network))
                .put("EipAddress", eip())
                .put("VpcAttributes", vpc(network))
                .put("OperationLocks", "LockReason", locks(instance.terms()))
                .put("DedicatedHostAttribute", dedicatedHost());
    }

    private static List<String> securityGroups(Network network) {
        return network.securityGroups().stream().map(SecurityGroupId::text).toList();
    }

    private static Tree.Fields vpc(Network network) {
        String address = network.privateIp();
        return Tree.build()
                .put("VpcId", network.vpc().text())
                .put("VSwitchId", network.vSwitch().text())
                .put("NatIpAddress", "")
                .texts("PrivateIpAddress", "IpAddress", address == null ? List.of() : List.of(address))
                .end();
    }

    private static Tree.Fields networkInterface(Network network) {
        String address = text(network.privateIp());
        Tree.Fields primary = Tree.build()
                .put("PrivateIpAddress", address)
                .put("Primary", true)
                .end();
        return Tree.build()
                .put("NetworkInterfaceId", network.interfaceId())
                .put("MacAddress", network.mac())
                .put("Type", "Primary")
                .put("PrimaryIpAddress", address)
                .put("PrivateIpSets", "PrivateIpSet", address.isEmpty() ? List.of() : List.of(primary))
                .put("Ipv6Sets", "Ipv6Set", List.of())
                .end();
    }

    private static Tree.Fields eip() {
        return Tree.build()
                .put("AllocationId", "")
                .put("IpAddress", "")
                .put("InternetChargeType", "")
                .end();
    }

    private static Tree.Fields dedicatedHost() {
        return Tree.build()
                .put("DedicatedHostId", "")
                .put("DedicatedHostName", "")
                .end();
    }

    private static List<Tree.Fields> locks(Terms terms) {
        return terms.locks().stream()
                .map(lock -> Tree.fields().with("LockReason", lock.word()))
                .toList();
    }

    private static void spot(Tree.Builder tree, Terms terms) {
        tree.put("SpotStrategy", terms.spot().strategy().word())
                .put(
                        "SpotPriceLimit",
                        new Tree.Decimal(BigDecimal.valueOf(terms.spot().priceLimit())))
                .put("SpotDuration", terms.spot().protectedHours())
                .put("SpotInterruptionBehavior", terms.spot().interruption().word())
                .put("SaleCycle", terms.charge() == Terms.ChargeType.PRE_PAID ? "month" : "");
    }

    private static Tree.Fields metadata(Labels.Metadata metadata) {
        return Tree.build()
                .put("HttpEndpoint", metadata.enabled() ? "enabled" : "disabled")
                .put("HttpTokens", metadata.tokensRequired() ? "required" : "optional")
                .end();
    }

    private static String stoppedMode(InstanceState state) {
        return state instanceof InstanceState.Stopped(InstanceState.StoppedMode mode)
                ? mode.word()
                : InstanceState.StoppedMode.NOT_STOPPED;
    }

    private static String startTime(Instance instance) {
        Instant started = instance.machine().startedAt();
        return time(started);
    }

    private static String time(@Nullable Instant at) {
        return at == null ? "" : WireTimes.minute(at);
    }

    private static String resourceGroup(Labels labels) {
        var group = labels.resourceGroup();
        return group == null ? "" : group.text();
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
