package io.opsbus.instance.rpc.disk;

import io.opsbus.instance.DiskId;
import io.opsbus.instance.FleetRefusal;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.ProviderId;
import io.opsbus.instance.ResourceKind;
import io.opsbus.instance.Scope;
import io.opsbus.instance.SnapshotId;
import io.opsbus.instance.Tags;
import io.opsbus.instance.ZoneId;
import io.opsbus.instance.catalog.DiskMedium;
import io.opsbus.instance.catalog.ResourceGroupId;
import io.opsbus.instance.control.Answer;
import io.opsbus.instance.control.Fleet;
import io.opsbus.instance.disk.DiskIdentity;
import io.opsbus.instance.disk.DiskLabels;
import io.opsbus.instance.rpc.Changes;
import io.opsbus.instance.rpc.Ecs;
import io.opsbus.instance.rpc.FleetErrors;
import io.opsbus.instance.rpc.Names;
import io.opsbus.instance.rpc.RegionParameter;
import io.opsbus.instance.rpc.TagParameters;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.RpcError;
import io.opsbus.rpc.reply.Tree;
import java.util.List;
import java.util.Optional;

/**
 * {@code CreateDisk} (contract 2.1): makes a data disk, free in a zone or attached to an instance of the account; empty or
 * from a snapshot, and then at least of its size.
 */
public final class CreateDisk implements Action {
    private static final Parameter<Optional<String>> INSTANCE =
            Take.text("InstanceId").names("instance").optional();
    private static final Parameter<Optional<String>> SNAPSHOT =
            Take.text("SnapshotId").names("snapshot").optional();
    private static final Parameter<Optional<String>> GROUP =
            Take.text("ResourceGroupId").names("resourcegroup").optional();
    private static final Parameter<Optional<String>> ZONE = Take.id("ZoneId").optional();
    private static final Parameter<String> CATEGORY = Take.word("DiskCategory", DiskCategories.made())
            .refusing(400, "InvalidDiskCategory.ValueNotSupported")
            .or("cloud");
    private static final Parameter<Optional<Integer>> SIZE = Take.whole("Size", 1, 65_536)
            .meaning("GiB; must be sent unless the disk is made from a snapshot.")
            .refusing(400, "InvalidSize.ValueNotSupported")
            .optional();
    private static final Parameter<Optional<String>> LEVEL = Take.word("PerformanceLevel", "PL0", "PL1", "PL2", "PL3")
            .refusing(400, "InvalidPerformanceLevel.Malformed")
            .optional();
    private static final Parameter<Boolean> ENCRYPTED = Take.flag("Encrypted").or(false);
    private static final Parameter<Optional<String>> NAME = Names.name("DiskName", "InvalidDiskName.Malformed");
    private static final Parameter<Optional<String>> DESCRIPTION =
            Names.description("Description", "InvalidDescription.Malformed");
    private static final RpcError TOO_SMALL =
            new RpcError(403, "InvalidDiskSize.TooSmall", "The disk must be at least as large as the snapshot's disk.");

    private final Fleet fleet;
    private final ProviderId provider;
    private final RegionParameter region;
    private final Declaration declaration;

    /**
     * Makes disks.
     *
     * @param provider who makes those that are not for an instance
     */
    public CreateDisk(Fleet fleet, ProviderId provider, RegionParameter region) {
        this.fleet = fleet;
        this.provider = provider;
        this.region = region;
        this.declaration = Ecs.writing("CreateDisk", "Makes a data disk.")
                .takes(region.parameter(), INSTANCE, SNAPSHOT, GROUP, ZONE, CATEGORY, SIZE, LEVEL, ENCRYPTED)
                .takes(NAME, DESCRIPTION, TagParameters.TAGS)
                .idempotent()
                .ignores(
                        "AdvancedFeatures",
                        "BurstingEnabled",
                        "KMSKeyId",
                        "MultiAttach",
                        "ProvisionedIops",
                        "StorageClusterId",
                        "StorageSetId",
                        "StorageSetPartitionNumber")
                .fails(
                        FleetErrors.NO_INSTANCE,
                        FleetErrors.NO_ZONE,
                        FleetErrors.NO_SNAPSHOT,
                        FleetErrors.DUPLICATE_TAG,
                        TOO_SMALL,
                        FleetErrors.INCORRECT_INSTANCE_STATUS,
                        FleetErrors.LOCKED_FOR_SECURITY,
                        FleetErrors.NOT_IN_SAME_ZONE,
                        FleetErrors.DISK_LIMIT_EXCEEDED)
                .end();
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }

    /** Where the disk is to be, or why it cannot be there. */
    private record Place(ZoneId zone, ProviderId provider) {}

    @Override
    public io.opsbus.rpc.reply.Answer answer(Call call) {
        Optional<Tags> tags = TagParameters.labels(call.get(TagParameters.TAGS));
        if (tags.isEmpty()) {
            return new io.opsbus.rpc.reply.Answer.Refused(FleetErrors.DUPLICATE_TAG);
        }
        Scope scope = region.of(call);
        Answer<Place> place = place(call, scope);
        Answer<Integer> size = size(call, scope);
        if (place instanceof Answer.No<Place>(FleetRefusal refusal)) {
            return FleetErrors.refused(refusal);
        }
        if (size instanceof Answer.No<Integer>(FleetRefusal refusal)) {
            return FleetErrors.refused(refusal);
        }
        if (place instanceof Answer.Yes<Place>(Place there) && size instanceof Answer.Yes<Integer>(Integer least)) {
            int wanted = call.get(SIZE).orElse(least);
            if (wanted == 0) {
                return new io.opsbus.rpc.reply.Answer.Refused(RpcError.missingParameter("Size"));
            }
            if (wanted < least) {
                return new io.opsbus.rpc.reply.Answer.Refused(TOO_SMALL);
            }
            DiskSizes sizes = DiskSizes.of(call.get(CATEGORY), call.get(LEVEL).orElse(null));
            return sizes.has(wanted)
                    ? made(call, scope, there, wanted, tags.get())
                    : new io.opsbus.rpc.reply.Answer.Refused(notOfSize(sizes));
        }
        throw new IllegalStateException("an answer is yes or no");
    }

    private static RpcError notOfSize(DiskSizes sizes) {
        return new RpcError(
                400,
                "InvalidSize.ValueNotSupported",
                "The specified parameter \"Size\" must be from " + sizes.least() + " to " + sizes.most()
                        + " GiB for a disk of that category.");
    }

    private Answer<Place> place(Call call, Scope scope) {
        Optional<String> instance = call.get(INSTANCE);
        if (instance.isPresent()) {
            return InstanceId.parse(instance.get())
                    .flatMap(id -> fleet.instances().find(scope.account(), id))
                    .filter(one -> one.identity().region().equals(scope.region()))
                    .<Answer<Place>>map(one -> new Answer.Yes<>(
                            new Place(one.identity().zone(), one.machine().provider())))
                    .orElseGet(() -> no(ResourceKind.INSTANCE, instance.get()));
        }
        var here = fleet.catalog().region(scope.region()).orElseThrow();
        Optional<String> zone = call.get(ZONE);
        ZoneId id = zone.map(ZoneId::new).orElse(here.zones().getFirst().id());
        return here.zone(id).isPresent()
                ? new Answer.Yes<>(new Place(id, provider))
                : new Answer.No<>(
                        new FleetRefusal.NotOffered(FleetRefusal.NotOffered.What.ZONE, id.text(), here.zoneNames()));
    }

    /** The least size: 0 for an empty disk. */
    private Answer<Integer> size(Call call, Scope scope) {
        Optional<String> snapshot = call.get(SNAPSHOT);
        return snapshot.isEmpty()
                ? new Answer.Yes<>(0)
                : SnapshotId.parse(snapshot.get())
                        .flatMap(id -> fleet.snapshots().find(scope.account(), id))
                        .filter(one -> one.identity().region().equals(scope.region()))
                        .<Answer<Integer>>map(
                                one -> new Answer.Yes<>(one.source().sizeGiB()))
                        .orElseGet(() -> no(ResourceKind.SNAPSHOT, snapshot.get()));
    }

    private static <R> Answer<R> no(ResourceKind kind, String id) {
        return new Answer.No<>(new FleetRefusal.NotFound(kind, id));
    }

    private io.opsbus.rpc.reply.Answer made(Call call, Scope scope, Place place, int size, Tags tags) {
        DiskId id = DiskId.derived(call.fresh().changeKey("disk"));
        var identity =
                new DiskIdentity(id, scope.account(), scope.region(), place.zone(), place.provider(), call.now());
        var medium = new DiskMedium(
                DiskMedium.Kind.DATA,
                call.get(CATEGORY),
                size,
                call.get(LEVEL).orElse(null),
                call.get(ENCRYPTED),
                null,
                call.get(SNAPSHOT).map(SnapshotId::new).orElse(null));
        var labels = new DiskLabels(
                call.get(NAME).orElse(""),
                call.get(DESCRIPTION).orElse(""),
                call.get(GROUP).map(ResourceGroupId::new).orElse(null),
                call.get(INSTANCE).isPresent(),
                null,
                tags);
        InstanceId to = call.get(INSTANCE).map(InstanceId::new).orElse(null);
        return switch (fleet.disks().create(identity, medium, labels, to, Changes.key(call), call.now())) {
            case Answer.Yes<?> _ ->
                new io.opsbus.rpc.reply.Answer.Reply(Tree.fields().with("DiskId", id.text()), List.of(id.text()));
            case Answer.No<?> no -> FleetErrors.refused(no.refusal());
        };
    }
}
