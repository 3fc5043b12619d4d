package io.opsbus.command.rpc;

import io.opsbus.command.CommandId;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.reply.Answer;

/** Deletes a command (guide 2.3.5). */
final class DeleteCommand implements Action {
    private static final Parameter<CommandId> COMMAND = CommandParameters.commandId();

    private final CommandParameters shared;
    private final Deletion deletion;
    private final Declaration declaration;

    DeleteCommand(CommandParameters shared, Deletion deletion) {
        this.shared = shared;
        this.deletion = deletion;
        this.declaration = Declaration.writing(CommandActions.VERSION, "DeleteCommand", "Deletes a command.")
                .takes(shared.region, COMMAND)
                .fails(CommandErrors.NO_SUCH_COMMAND, CommandErrors.IN_USE)
                .end();
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }

    @Override
    public Answer answer(Call call) {
        return deletion.delete(call, shared.scope(call), call.get(COMMAND))
                .<Answer>map(Answer.Refused::new)
                .orElseGet(Answer.Reply::done);
    }
}
