package io.opsbus.command.rpc;

import io.opsbus.command.CommandFact;
import io.opsbus.command.CommandId;
import io.opsbus.command.CommandPlace;
import io.opsbus.command.Scope;
import io.opsbus.command.Slot;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Ledger;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.reply.RpcError;
import java.util.Optional;

/** Takes one command away. */
record Deletion(Ledger<CommandPlace, Slot, CommandFact> ledger) {

    /** Why not; empty when it is gone. */
    Optional<RpcError> delete(Call call, Scope scope, CommandId id) {
        var decision = ledger.change(
                new CommandPlace(scope, id),
                ChangeKey.ofRequest(call.fresh().changeKey("delete/" + id)),
                slot -> NewCommands.slot(slot).delete(id));
        return switch (decision) {
            case Decision.Accepted<Slot, Decision.Done, CommandFact> _ -> Optional.empty();
            case Decision.Refused<Slot, Decision.Done, CommandFact>(var refusal) ->
                Optional.of(CommandErrors.of(refusal));
        };
    }
}
