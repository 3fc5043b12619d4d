package io.opsbus.instance.rpc.disk;

import io.opsbus.instance.control.DiskDesk;
import io.opsbus.instance.rpc.Changes;
import io.opsbus.instance.rpc.Ecs;
import io.opsbus.instance.rpc.FleetErrors;
import io.opsbus.instance.rpc.RegionParameter;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.reply.Answer;

/** {@code DetachDisk} (contract 2.1). */
public final class DetachDisk implements Action {
    private static final Declaration DECLARATION = Ecs.writing("DetachDisk", "Detaches a disk from an instance.")
            .takes(OneDisk.ID, OneDisk.INSTANCE)
            .ignores("DeleteWithInstance")
            .fails(
                    FleetErrors.NO_DISK,
                    FleetErrors.NO_INSTANCE,
                    FleetErrors.DISK_NOT_ATTACHED_THERE,
                    FleetErrors.INCORRECT_DISK_STATUS,
                    FleetErrors.INCORRECT_INSTANCE_STATUS,
                    FleetErrors.LOCKED_FOR_SECURITY,
                    FleetErrors.DISK_NOT_PORTABLE)
            .end();

    private final DiskDesk disks;

    public DetachDisk(DiskDesk disks) {
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
                call, (disk, instance) -> disks.detach(account, disk, instance, Changes.key(call), call.now()));
    }
}
