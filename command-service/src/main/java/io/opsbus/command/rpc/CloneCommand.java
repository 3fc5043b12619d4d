package io.opsbus.command.rpc;

import io.opsbus.command.Command;
import io.opsbus.command.CommandFact;
import io.opsbus.command.CommandId;
import io.opsbus.command.CommandPlace;
import io.opsbus.command.Slot;
import io.opsbus.command.program.CommandType;
import io.opsbus.command.program.ContentReader;
import io.opsbus.command.program.Encoding;
import io.opsbus.command.program.Execution;
import io.opsbus.command.program.Program;
import io.opsbus.command.query.Commands;
import io.opsbus.ledger.Ledger;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.Answer;
import java.time.Duration;
import java.util.Optional;

/**
 * Makes a new version of a command: another command with all of the old one but what the call says (guide 2.3.5, in the
 * original a button of the console). Not an action of the original's API.
 */
final class CloneCommand implements Action {
    private static final Parameter<CommandId> COMMAND = CommandParameters.commandId();
    private static final Parameter<Optional<String>> NAME =
            CommandParameters.name().optional();
    private static final Parameter<Optional<String>> DESCRIPTION = CommandParameters.description();
    private static final Parameter<Optional<CommandType>> TYPE =
            CommandParameters.type().optional();
    private static final Parameter<Optional<String>> CONTENT =
            Take.text("CommandContent").optional();
    private static final Parameter<Encoding> ENCODING = CommandParameters.encoding();
    private static final Parameter<Optional<Boolean>> ENABLE_PARAMETER =
            Take.flag("EnableParameter").optional();
    private static final Parameter<Optional<String>> RULES = CommandParameters.parameterRules();
    private static final Parameter<Optional<String>> WORKING_DIR = CommandParameters.workingDir();
    private static final Parameter<Optional<String>> LAUNCHER = CommandParameters.launcher();

    private final CommandParameters shared;
    private final Parameter<Optional<Duration>> timeout;
    private final Commands commands;
    private final NewCommands newCommands;
    private final Declaration declaration;

    CloneCommand(CommandParameters shared, Ledger<CommandPlace, Slot, CommandFact> ledger, Commands commands) {
        this.shared = shared;
        this.timeout = shared.timeout();
        this.commands = commands;
        this.newCommands = new NewCommands(ledger, shared.limits().commands());
        this.declaration = Declaration.writing(
                        CommandActions.VERSION,
                        "CloneCommand",
                        "Creates a new version of a command; what is not sent is as in the old one. Only here.")
                .takes(shared.region, COMMAND, NAME, DESCRIPTION, TYPE, CONTENT, ENCODING, ENABLE_PARAMETER, RULES)
                .takes(WORKING_DIR, LAUNCHER, timeout)
                .fails(CommandErrors.NO_SUCH_COMMAND, CommandErrors.NAME_TOO_LONG, CommandErrors.DESCRIPTION_TOO_LONG)
                .fails(NewCommands.errors(shared.limits()))
                .idempotent()
                .end();
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }

    @Override
    public Answer answer(Call call) {
        Optional<Command> found = commands.find(shared.scope(call), call.get(COMMAND));
        if (found.isEmpty()) {
            return new Answer.Refused(CommandErrors.NO_SUCH_COMMAND);
        }
        Command old = found.get();
        String rules = call.get(RULES).orElse(old.program().parameters().rules());
        return switch (content(call, old)) {
            case ContentReader.Unusable(var fault) -> new Answer.Refused(CommandErrors.of(fault));
            case ContentReader.Usable(var _, var parameters)
            when !parameters.canHave(rules) -> new Answer.Refused(CommandErrors.BAD_PARAMETER_RULES);
            case ContentReader.Usable(var script, var parameters) ->
                newCommands.create(
                        call,
                        Command.fresh(
                                NewCommands.id(call),
                                old.scope(),
                                old.labels()
                                        .renamed(
                                                call.get(NAME)
                                                        .orElse(old.labels().name()),
                                                call.get(DESCRIPTION)
                                                        .orElse(old.labels().description())),
                                new Program(
                                        call.get(TYPE).orElse(old.program().type()),
                                        script,
                                        parameters.ruled(rules),
                                        execution(call, old)),
                                old.descendant(call.now())));
        };
    }

    private ContentReader.Reading content(Call call, Command old) {
        boolean withParameters =
                call.get(ENABLE_PARAMETER).orElse(old.program().parameters().areEnabled());
        return call.get(CONTENT)
                .map(sent -> ContentReader.read(
                        sent, call.get(ENCODING), shared.limits().contentBytes(), withParameters))
                .orElseGet(() -> ContentReader.read(old.program().script(), withParameters));
    }

    private Execution execution(Call call, Command old) {
        Execution kept = old.program().execution();
        return new Execution(
                call.get(WORKING_DIR).orElse(kept.workingDirectory()),
                call.get(LAUNCHER).orElse(kept.launcher()),
                call.get(timeout).orElse(kept.timeout()));
    }
}
