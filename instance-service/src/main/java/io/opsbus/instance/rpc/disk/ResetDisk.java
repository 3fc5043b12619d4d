package io.opsbus.instance.rpc.disk;

import io.opsbus.instance.FleetRefusal;
import io.opsbus.instance.ResourceKind;
import io.opsbus.instance.SnapshotId;
import io.opsbus.instance.control.DiskDesk;
import io.opsbus.instance.rpc.Changes;
import io.opsbus.instance.rpc.Ecs;
import io.opsbus.instance.rpc.FleetErrors;
import io.opsbus.instance.rpc.RegionParameter;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.Answer;

/** {@code ResetDisk} (contract 2.1): puts a disk back to one of its snapshots. */
public final class ResetDisk implements Action {
    private static final Parameter<String> SNAPSHOT =
            Take.text("SnapshotId").names("snapshot").required();
    private static final Declaration DECLARATION = Ecs.writing("ResetDisk", "Puts a disk back to one of its snapshots.")
            .takes(OneDisk.ID, SNAPSHOT)
            .ignores("DryRun")
            .fails(
                    FleetErrors.NO_DISK,
                    FleetErrors.NO_SNAPSHOT,
                    FleetErrors.SNAPSHOT_NOT_READY,
                    FleetErrors.SNAPSHOT_OF_ANOTHER_DISK,
                    FleetErrors.INCORRECT_DISK_STATUS,
                    FleetErrors.INCORRECT_INSTANCE_STATUS)
            .end();

    private final DiskDesk disks;

    public ResetDisk(DiskDesk disks) {
        this.disks = disks;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        var account = RegionParameter.account(call);
        return OneDisk.answer(
                call,
                id -> SnapshotId.parse(call.get(SNAPSHOT))
                        .<io.opsbus.instance.control.Answer<?>>map(
                                to -> disks.reset(account, id, to, Changes.key(call), call.now()))
                        .orElseGet(() -> new io.opsbus.instance.control.Answer.No<>(
                                new FleetRefusal.NotFound(ResourceKind.SNAPSHOT, call.get(SNAPSHOT)))));
    }
}
