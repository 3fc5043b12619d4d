package io.opsbus.instance.rpc.snapshot;

import io.opsbus.instance.FleetRefusal;
import io.opsbus.instance.ResourceKind;
import io.opsbus.instance.SnapshotId;
import io.opsbus.instance.control.Answer;
import io.opsbus.instance.control.SnapshotDesk;
import io.opsbus.instance.rpc.Changes;
import io.opsbus.instance.rpc.Ecs;
import io.opsbus.instance.rpc.FleetErrors;
import io.opsbus.instance.rpc.RegionParameter;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;

/** {@code DeleteSnapshot} (contract 2.1): lets go of a snapshot that has ended. */
public final class DeleteSnapshot implements Action {
    private static final Parameter<String> ID =
            Take.text("SnapshotId").names("snapshot").required();
    private static final Declaration DECLARATION = Ecs.writing("DeleteSnapshot", "Deletes a snapshot.")
            .takes(ID)
            .ignores("Force")
            .fails(FleetErrors.NO_SNAPSHOT, FleetErrors.SNAPSHOT_NOT_READY)
            .end();

    private final SnapshotDesk snapshots;

    public DeleteSnapshot(SnapshotDesk snapshots) {
        this.snapshots = snapshots;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public io.opsbus.rpc.reply.Answer answer(Call call) {
        var account = RegionParameter.account(call);
        return SnapshotId.parse(call.get(ID))
                .map(id -> told(snapshots.delete(account, id, Changes.key(call), call.now())))
                .orElseGet(() -> FleetErrors.refused(new FleetRefusal.NotFound(ResourceKind.SNAPSHOT, call.get(ID))));
    }

    private static io.opsbus.rpc.reply.Answer told(Answer<?> answer) {
        return switch (answer) {
            case Answer.Yes<?> _ -> io.opsbus.rpc.reply.Answer.Reply.done();
            case Answer.No<?> no -> FleetErrors.refused(no.refusal());
        };
    }
}
