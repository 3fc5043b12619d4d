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

/** {@code DeleteDisk} (contract 2.1). */
public final class DeleteDisk implements Action {
    private static final Declaration DECLARATION = Ecs.writing("DeleteDisk", "Deletes a disk that is not attached.")
            .takes(OneDisk.ID)
            .fails(FleetErrors.NO_DISK, FleetErrors.INCORRECT_DISK_STATUS, FleetErrors.DISK_CREATING_SNAPSHOT)
            .end();

    private final DiskDesk disks;

    public DeleteDisk(DiskDesk disks) {
        this.disks = disks;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        var account = RegionParameter.account(call);
        return OneDisk.answer(call, id -> disks.delete(account, id, Changes.key(call), call.now()));
    }
}
