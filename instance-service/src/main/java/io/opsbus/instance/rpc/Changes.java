package io.opsbus.instance.rpc;

import io.opsbus.instance.FleetRefusal;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.RpcError;
import java.util.Optional;

/** What Actions that change something share. */
public final class Changes {
    /** What a dry run hears that would be done. */
    public static final RpcError DRY_RUN_OPERATION =
            new RpcError(400, "DryRunOperation", "Request validation has been passed with DryRun flag set.");

    private Changes() {}

    /** The key of the call's change, the same for every repetition under one {@code ClientToken}. */
    public static ChangeKey key(Call call) {
        return new ChangeKey(ChangeKey.Scope.ENTITY, "call:" + call.fresh().changeKey("change"));
    }

    /** What a dry run hears: why not, or {@code DryRunOperation}, which is an error as well (contract 2.1). */
    public static Answer dryRun(Optional<FleetRefusal> refusal) {
        return new Answer.Refused(refusal.map(FleetErrors::of).orElse(DRY_RUN_OPERATION));
    }
}
