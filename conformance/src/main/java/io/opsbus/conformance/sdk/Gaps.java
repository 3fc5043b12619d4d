package io.opsbus.conformance.sdk;

import io.opsbus.conformance.Body;
import io.opsbus.conformance.Dialect;
import java.util.List;
import java.util.Set;

/**
 * What of an answer an SDK did not decode. Fields that are newer than the SDK's classes do not count: the API's metadata
 * has them, and clients generated later read them.
 */
public final class Gaps {
    private static final Set<String> NEWER_THAN_BOTH = Set.of(
            "Activation.Disabled",
            "Disks.SourceDiskId",
            "EnableNetworkEncryption",
            "InstanceFullStatusSet.ScheduledSystemEventSet.ExtendedAttribute.CanAccept",
            "InstanceFullStatusSet.ScheduledSystemEventSet.ExtendedAttribute.InitialNotBefore",
            "InstanceSystemEventSet.ExtendedAttribute.CanAccept",
            "InstanceSystemEventSet.ExtendedAttribute.InitialNotBefore",
            "Instances.AdditionalInfo.EnableHighDensityMode",
            "Instances.CpuOptions.EnableVISST",
            "Instances.CpuOptions.EnableVRDT",
            "Instances.CpuOptions.NestedVirtualization",
            "Instances.EnableNVS",
            "Instances.ImageOptions.CurrentOSNVMeSupported",
            "NetworkOptions.BandwidthWeighting",
            "NetworkOptions.EnableJumboFrame",
            "NetworkOptions.EnableNetworkEncryption",
            "Result.EventPattern.KeywordFilterObj.Keywords",
            "Result.EventPattern.KeywordFilterObj.Relation",
            "Result.EventPattern.SQLFilter",
            "Snapshots.FullSnapshotSizeInBytes",
            "SystemEvents.Id");
    private static final Set<String> NEWER_THAN_CORE = Set.of(
            "Instances.NetworkInterfaces.PrivateIpSets.PrivateDnsName",
            "Instances.PrivateDnsNameOptions.EnableInstanceIdDnsAAAARecord",
            "Instances.PrivateDnsNameOptions.EnableInstanceIdDnsARecord",
            "Instances.PrivateDnsNameOptions.EnableIpDnsARecord",
            "Instances.PrivateDnsNameOptions.EnableIpDnsPtrRecord",
            "Instances.PrivateDnsNameOptions.HostnameType",
            "Result.EventPattern.EventTypeList");

    /** Fields no release has: ours, that say more. */
    private static final Set<String> OURS = Set.of(
            "DiskFullStatusSet.HealthStatus.Reason",
            "EventRules.EventPattern.StatusList",
            "InstanceFullStatusSet.HealthStatus.Reason",
            "OpenApiParameters.JsonParams",
            "Result.EventPattern.CustomFilters",
            "Result.Level",
            "Result.Period",
            "Result.RuleId",
            "Result.SilenceTime",
            "Result.Threshold");

    private Gaps() {}

    /** The fields of {@code wire} that {@code decoded} lacks or has with another value, less those it cannot know. */
    public static List<String> unexplained(Dialect dialect, Body decoded, Body wire) {
        return decoded.lost(wire).stream()
                .filter(lost -> !isNewer(dialect, field(lost)))
                .toList();
    }

    private static boolean isNewer(Dialect dialect, String field) {
        return OURS.contains(field)
                || NEWER_THAN_BOTH.contains(field)
                || (dialect.generation() == Dialect.Generation.CORE && NEWER_THAN_CORE.contains(field));
    }

    /** The field's name without list places and value. */
    private static String field(String lost) {
        return lost.substring(0, lost.indexOf('=')).replaceAll("\\[\\d+]", "");
    }
}
