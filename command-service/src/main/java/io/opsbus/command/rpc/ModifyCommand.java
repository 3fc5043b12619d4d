package io.opsbus.command.rpc;

import io.opsbus.command.CommandFact;
import io.opsbus.command.CommandId;
import io.opsbus.command.CommandPlace;
import io.opsbus.command.Edit;
import io.opsbus.command.Slot;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Ledger;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.reply.Answer;
import java.time.Duration;
import java.util.Optional;

/**
 * Changes name and description of a command (guide 2.3.5), and how it is run, as the API allows beside. Its script and type
 * stay: {@code CommandContent} is accepted and has no effect (API facts 2.1).
 */
final class ModifyCommand implements Action {
    private static final Parameter<CommandId> COMMAND = CommandParameters.commandId();
    private static final Parameter<Optional<String>> NAME =
            CommandParameters.name().optional();
    private static final Parameter<Optional<String>> DESCRIPTION = CommandParameters.description();
    private static final Parameter<Optional<String>> WORKING_DIR = CommandParameters.workingDir();
    private static final Parameter<Optional<String>> LAUNCHER = CommandParameters.launcher();

    private final CommandParameters shared;
    private final Parameter<Optional<Duration>> timeout;
    private final Ledger<CommandPlace, Slot, CommandFact> ledger;
    private final Declaration declaration;

    ModifyCommand(CommandParameters shared, Ledger<CommandPlace, Slot, CommandFact> ledger) {
        this.shared = shared;
        this.timeout = shared.timeout();
        this.ledger = ledger;
        this.declaration = Declaration.writing(
                        CommandActions.VERSION, "ModifyCommand", "Changes name, description and settings of a command.")
                .takes(shared.region, COMMAND, NAME, DESCRIPTION, WORKING_DIR, LAUNCHER, timeout)
                .ignores("CommandContent")
                .fails(CommandErrors.NO_SUCH_COMMAND, CommandErrors.NAME_TOO_LONG, CommandErrors.DESCRIPTION_TOO_LONG)
                .end();
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }

    @Override
    public Answer answer(Call call) {
        CommandId id = call.get(COMMAND);
        var edit = new Edit(
                call.get(NAME).orElse(null),
                call.get(DESCRIPTION).orElse(null),
                call.get(WORKING_DIR).orElse(null),
                call.get(LAUNCHER).orElse(null),
                call.get(timeout).orElse(null));
        var decision = ledger.change(
                new CommandPlace(shared.scope(call), id),
                ChangeKey.ofRequest(call.fresh().changeKey("modify")),
                slot -> NewCommands.slot(slot).edit(id, edit));
        return switch (decision) {
            case Decision.Accepted<Slot, Decision.Done, CommandFact> _ -> Answer.Reply.done();
            case Decision.Refused<Slot, Decision.Done, CommandFact>(var refusal) ->
                new Answer.Refused(CommandErrors.of(refusal));
        };
    }
}
