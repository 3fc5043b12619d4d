package io.opsbus.instance.rpc.disk;

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

/** {@code AttachDisk} (contract 2.1). */
public final class AttachDisk implements Action {
    private static final Parameter<Boolean> WITH_INSTANCE =
            Take.flag("DeleteWithInstance").or(false);
    private static final Declaration DECLARATION = Ecs.writing(
                    "AttachDisk", "Attaches a disk to an instance in its zone.")
            .takes(OneDisk.ID, OneDisk.INSTANCE, WITH_INSTANCE)
            .ignores("Bootable", "Device", "Force", "KeyPairName", "Password")
            .fails(
                    FleetErrors.NO_DISK,
                    FleetErrors.NO_INSTANCE,
                    FleetErrors.INCORRECT_DISK_STATUS,
                    FleetErrors.INCORRECT_INSTANCE_STATUS,
                    FleetErrors.LOCKED_FOR_SECURITY,
                    FleetErrors.DISK_NOT_PORTABLE,
                    FleetErrors.NOT_IN_SAME_ZONE,
                    FleetErrors.DISK_LIMIT_EXCEEDED)
            .end();

    private final DiskDesk disks;

    public AttachDisk(DiskDesk disks) {
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
                (disk, instance) ->
                        disks.attach(account, disk, instance, call.get(WITH_INSTANCE), Changes.key(call), call.now()));
    }
}
