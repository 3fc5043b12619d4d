package io.opsbus.command.rpc;

import io.opsbus.command.CommandId;
import io.opsbus.command.Scope;
import io.opsbus.command.query.Commands;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.parameter.Got;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.RpcError;
import io.opsbus.rpc.reply.Tree;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * Deletes several commands at once (guide 2.3.5, in the original a button of the console). If one of them is not there,
 * nothing is deleted; one that is in use stays and the others go, as the reply says. Not an action of the original's API.
 */
final class DeleteCommands implements Action {
    private static final int MOST = 50;

    private static final Parameter<List<CommandId>> COMMANDS = Take.texts("CommandId", MOST)
            .names("command")
            .missing("MissingParameter.CommandId")
            .as("at most " + MOST + " ids of commands", DeleteCommands::ids)
            .required();

    private final CommandParameters shared;
    private final Deletion deletion;
    private final Commands commands;
    private final Declaration declaration;

    DeleteCommands(CommandParameters shared, Deletion deletion, Commands commands) {
        this.shared = shared;
        this.deletion = deletion;
        this.commands = commands;
        this.declaration = Declaration.writing(
                        CommandActions.VERSION, "DeleteCommands", "Deletes several commands. Only here.")
                .takes(shared.region, COMMANDS)
                .fails(CommandErrors.NO_SUCH_COMMAND)
                .end();
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }

    @Override
    public Answer answer(Call call) {
        Scope scope = shared.scope(call);
        List<CommandId> ids = call.get(COMMANDS);
        if (!ids.stream().allMatch(id -> commands.find(scope, id).isPresent())) {
            return new Answer.Refused(CommandErrors.NO_SUCH_COMMAND);
        }
        List<Tree.Fields> results = ids.stream()
                .map(id -> result(id, deletion.delete(call, scope, id)))
                .toList();
        return new Answer.Reply(Tree.build().put("Results", "Result", results).end());
    }

    /** Gone in the meantime is gone. */
    private static Tree.Fields result(CommandId id, Optional<RpcError> refused) {
        Optional<RpcError> told = refused.filter(error -> !error.equals(CommandErrors.NO_SUCH_COMMAND));
        return Tree.fields()
                .with("CommandId", id.text())
                .with("Code", told.map(RpcError::code).orElse("200"))
                .with("Message", told.map(RpcError::message).orElse("success"));
    }

    /** Each once. */
    private static Got<List<CommandId>> ids(String name, List<String> texts) {
        var ids = new LinkedHashSet<CommandId>();
        for (String text : texts) {
            switch (CommandParameters.id(name, text)) {
                case Got.Given<CommandId>(CommandId id) -> ids.add(id);
                case Got.Absent<CommandId> _ -> throw new IllegalStateException("a text is given");
                case Got.Wrong<CommandId>(var error) -> {
                    return new Got.Wrong<>(error);
                }
            }
        }
        return new Got.Given<>(List.copyOf(ids));
    }
}
