package io.opsbus.instance.query;

import io.opsbus.instance.InstanceId;
import io.opsbus.instance.ZoneId;
import io.opsbus.instance.catalog.ImageId;
import io.opsbus.instance.catalog.InstanceTypeName;
import io.opsbus.instance.catalog.ResourceGroupId;
import io.opsbus.instance.catalog.SecurityGroupId;
import io.opsbus.instance.catalog.VSwitchId;
import io.opsbus.instance.catalog.VpcId;
import io.opsbus.instance.fleet.InstanceStatus;
import io.opsbus.instance.fleet.Network;
import io.opsbus.instance.fleet.Terms.ChargeType;
import io.opsbus.instance.fleet.Terms.LockReason;
import io.opsbus.instance.page.NamePattern;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which instances; every criterion must hold, and none means all of the scope. Criteria are values, so that no criterion
 * can be given and forgotten: an empty set of ids selects nothing.
 */
public record InstanceFilter(List<Criterion> criteria) {
    public static final InstanceFilter ALL = new InstanceFilter(List.of());

    /** Copies. */
    public InstanceFilter {
        criteria = List.copyOf(criteria);
    }

    public static InstanceFilter of(Criterion... criteria) {
        return new InstanceFilter(List.of(criteria));
    }

    /** This and one more. */
    public InstanceFilter and(Criterion more) {
        var all = new ArrayList<>(criteria);
        all.add(more);
        return new InstanceFilter(all);
    }

    /** One thing an instance must be. */
    public sealed interface Criterion {}

    /** One of these; none of them if there are none. */
    public record Ids(Set<InstanceId> ids) implements Criterion {
        /** Copies. */
        public Ids {
            ids = Set.copyOf(ids);
        }
    }

    public record Name(NamePattern pattern) implements Criterion {}

    public record InStatus(InstanceStatus status) implements Criterion {}

    public record InZone(ZoneId zone) implements Criterion {}

    public record OfType(InstanceTypeName type) implements Criterion {}

    /** {@code ecs.g6}. */
    public record OfFamily(String family) implements Criterion {}

    public record FromImage(ImageId image) implements Criterion {}

    public record InVpc(VpcId vpc) implements Criterion {}

    public record InVSwitch(VSwitchId vSwitch) implements Criterion {}

    public record InSecurityGroup(SecurityGroupId group) implements Criterion {}

    /** Has one of these addresses; none does if there are none. */
    public record PrivateIps(Set<String> addresses) implements Criterion {
        /** Copies. */
        public PrivateIps {
            addresses = Set.copyOf(addresses);
        }
    }

    /** Has one of these addresses; none does if there are none. Also for EIPs and classic inner addresses. */
    public record PublicIps(Set<String> addresses) implements Criterion {
        /** Copies. */
        public PublicIps {
            addresses = Set.copyOf(addresses);
        }
    }

    public record Charged(ChargeType charge) implements Criterion {}

    public record InternetCharged(Network.Charge charge) implements Criterion {}

    public record InResourceGroup(ResourceGroupId group) implements Criterion {}

    public record WithKeyPair(String name) implements Criterion {}

    public record LockedFor(LockReason reason) implements Criterion {}

    public record Tagged(TagFilter tag) implements Criterion {}

    /** {@code HttpEndpoint}: whether the metadata service answers. */
    public record MetadataEnabled(boolean enabled) implements Criterion {}

    /** {@code HttpTokens}: whether the metadata service wants a token. */
    public record MetadataTokensRequired(boolean required) implements Criterion {}

    /** Created then or later ({@code CreationStartTime}). */
    public record CreatedFrom(Instant at) implements Criterion {}

    /** Created then or before ({@code CreationEndTime}). */
    public record CreatedUntil(Instant at) implements Criterion {}

    /** Runs out then or later ({@code ExpiredStartTime}). */
    public record ExpiresFrom(Instant at) implements Criterion {}

    /** Runs out then or before ({@code ExpiredEndTime}). */
    public record ExpiresUntil(Instant at) implements Criterion {}

    /** Nothing is so: for a criterion only what this service does not have could meet (classic network, HPC cluster). */
    public record Nothing() implements Criterion {}
}
