package io.opsbus.command.rpc;

import io.opsbus.command.CommandFact;
import io.opsbus.command.CommandId;
import io.opsbus.command.CommandPlace;
import io.opsbus.command.Scope;
import io.opsbus.command.Slot;
import io.opsbus.command.query.Commands;
import io.opsbus.command.use.PeriodicUses;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Ledger;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.reply.RpcError;
import java.util.Optional;

/**
 * Takes one command away.
 *
 * @param uses asked about a command that is there, for what the bus has not told of yet
 */
record Deletion(Ledger<CommandPlace, Slot, CommandFact> ledger, Commands commands, PeriodicUses uses) {

    /** Why not; empty when it is gone. */
    Optional<RpcError> delete(Call call, Scope scope, CommandId id) {
        var place = new CommandPlace(scope, id);
        if (commands.find(scope, id).isPresent() && uses.areThere(place)) {
            return Optional.of(CommandErrors.IN_USE);
        }
        var decision = ledger.change(
                place,
                ChangeKey.ofRequest(call.fresh().changeKey("delete/" + id)),
                slot -> NewCommands.slot(slot).delete(id));
        return switch (decision) {
            case Decision.Accepted<Slot, Decision.Done, CommandFact> _ -> Optional.empty();
            case Decision.Refused<Slot, Decision.Done, CommandFact>(var refusal) ->
                Optional.of(CommandErrors.of(refusal));
        };
    }
}
