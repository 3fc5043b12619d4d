package io.opsbus.instance.rpc.snapshot;

import io.opsbus.instance.DiskId;
import io.opsbus.instance.FleetRefusal;
import io.opsbus.instance.ResourceKind;
import io.opsbus.instance.SnapshotId;
import io.opsbus.instance.Tags;
import io.opsbus.instance.catalog.ResourceGroupId;
import io.opsbus.instance.control.Answer;
import io.opsbus.instance.control.SnapshotDesk;
import io.opsbus.instance.rpc.Changes;
import io.opsbus.instance.rpc.Ecs;
import io.opsbus.instance.rpc.FleetErrors;
import io.opsbus.instance.rpc.Names;
import io.opsbus.instance.rpc.RegionParameter;
import io.opsbus.instance.rpc.TagParameters;
import io.opsbus.instance.snapshot.SnapshotLabels;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.RpcError;
import io.opsbus.rpc.reply.Tree;
import java.util.List;
import java.util.Optional;

/** {@code CreateSnapshot} (contract 2.1): begins a snapshot of a disk; one at a time of one disk. */
public final class CreateSnapshot implements Action {
    private static final Parameter<String> DISK =
            Take.text("DiskId").names("disk").required();
    private static final Parameter<Optional<String>> GROUP =
            Take.text("ResourceGroupId").names("resourcegroup").optional();
    private static final Parameter<Optional<String>> NAME = Names.name("SnapshotName", "InvalidSnapshotName.Malformed");
    private static final Parameter<Optional<String>> DESCRIPTION =
            Names.description("Description", "InvalidDescription.Malformed");
    private static final Parameter<Optional<Integer>> RETENTION = Take.whole("RetentionDays", 1, 65_536)
            .meaning("After these it deletes itself; left out, it stays.")
            .optional();
    /** The contract has a code of its own for a disk whose snapshot is being made, where a snapshot is asked for. */
    private static final RpcError CREATING = new RpcError(
            403, "IncorrectDiskStatus.CreatingSnapshot", "A snapshot of the disk is being made; wait until it ends.");

    private static final Declaration DECLARATION = Ecs.writing("CreateSnapshot", "Begins a snapshot of a disk.")
            .takes(DISK, GROUP, NAME, DESCRIPTION, RETENTION, TagParameters.TAGS)
            .idempotent()
            .ignores("Category", "InstantAccess", "InstantAccessRetentionDays", "StorageLocationArn")
            .fails(
                    FleetErrors.NO_DISK,
                    FleetErrors.INCORRECT_DISK_STATUS,
                    FleetErrors.DISK_NEVER_ATTACHED,
                    CREATING,
                    FleetErrors.DUPLICATE_TAG)
            .end();

    private final SnapshotDesk snapshots;

    public CreateSnapshot(SnapshotDesk snapshots) {
        this.snapshots = snapshots;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public io.opsbus.rpc.reply.Answer answer(Call call) {
        Optional<Tags> tags = TagParameters.labels(call.get(TagParameters.TAGS));
        if (tags.isEmpty()) {
            return new io.opsbus.rpc.reply.Answer.Refused(FleetErrors.DUPLICATE_TAG);
        }
        return DiskId.parse(call.get(DISK))
                .map(disk -> made(call, disk, tags.get()))
                .orElseGet(() -> FleetErrors.refused(new FleetRefusal.NotFound(ResourceKind.DISK, call.get(DISK))));
    }

    private io.opsbus.rpc.reply.Answer made(Call call, DiskId disk, Tags tags) {
        SnapshotId id = SnapshotId.derived(call.fresh().changeKey("snapshot"));
        var labels = new SnapshotLabels(
                SnapshotLabels.Kind.USER,
                call.get(NAME).orElse(""),
                call.get(DESCRIPTION).orElse(""),
                call.get(RETENTION).orElse(0),
                call.get(GROUP).map(ResourceGroupId::new).orElse(null),
                tags);
        var account = RegionParameter.account(call);
        return switch (snapshots.create(account, id, disk, labels, Changes.key(call), call.now())) {
            case Answer.Yes<?> _ ->
                new io.opsbus.rpc.reply.Answer.Reply(Tree.fields().with("SnapshotId", id.text()), List.of(id.text()));
            case Answer.No<?> no ->
                no.refusal() instanceof FleetRefusal.DiskCreatingSnapshot
                        ? new io.opsbus.rpc.reply.Answer.Refused(CREATING)
                        : FleetErrors.refused(no.refusal());
        };
    }
}
