package io.opsbus.command.rpc;

import io.opsbus.command.Command;
import io.opsbus.command.CommandFact;
import io.opsbus.command.CommandPlace;
import io.opsbus.command.Labels;
import io.opsbus.command.Origin;
import io.opsbus.command.Slot;
import io.opsbus.command.Tags;
import io.opsbus.command.program.CommandType;
import io.opsbus.command.program.ContentReader;
import io.opsbus.command.program.Encoding;
import io.opsbus.command.program.Execution;
import io.opsbus.command.program.Program;
import io.opsbus.command.rpc.CommandParameters.SentTag;
import io.opsbus.ledger.Ledger;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Creates a command (guide 2.3.1). */
final class CreateCommand implements Action {
    private static final Parameter<String> NAME = CommandParameters.name().required();
    private static final Parameter<Optional<String>> DESCRIPTION = CommandParameters.description();
    private static final Parameter<CommandType> TYPE = CommandParameters.type().required();
    private static final Parameter<String> CONTENT = Take.text("CommandContent")
            .missing("MissingParameter.CommandContent")
            .required();
    private static final Parameter<Encoding> ENCODING = CommandParameters.encoding();
    private static final Parameter<Boolean> ENABLE_PARAMETER = Take.flag("EnableParameter")
            .meaning("Whether {{name}} in the content is a custom parameter.")
            .or(false);
    private static final Parameter<Optional<String>> RULES = CommandParameters.parameterRules();
    private static final Parameter<Optional<String>> WORKING_DIR = CommandParameters.workingDir();
    private static final Parameter<Optional<String>> LAUNCHER = CommandParameters.launcher();
    private static final Parameter<List<SentTag>> TAGS = CommandParameters.tags();
    private static final Parameter<Optional<String>> RESOURCE_GROUP = CommandParameters.resourceGroup();

    private final CommandParameters shared;
    private final Parameter<Optional<Duration>> timeout;
    private final NewCommands newCommands;
    private final Declaration declaration;

    CreateCommand(CommandParameters shared, Ledger<CommandPlace, Slot, CommandFact> ledger) {
        this.shared = shared;
        this.timeout = shared.timeout();
        this.newCommands = new NewCommands(ledger, shared.limits().commands());
        this.declaration = Declaration.writing(CommandActions.VERSION, "CreateCommand", "Creates a command.")
                .takes(shared.region, NAME, DESCRIPTION, TYPE, CONTENT, ENCODING, ENABLE_PARAMETER, RULES)
                .takes(WORKING_DIR, LAUNCHER, timeout, TAGS, RESOURCE_GROUP)
                .fails(CommandErrors.NAME_TOO_LONG, CommandErrors.DESCRIPTION_TOO_LONG, CommandErrors.NO_SUCH_TYPE)
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
        var tags = new TreeMap<String, String>();
        for (SentTag tag : call.get(TAGS)) {
            if (tags.put(tag.key(), tag.value().orElse("")) != null) {
                return new Answer.Refused(CommandErrors.TAG_KEY_TWICE.about("Key", tag.key()));
            }
        }
        var labels = new Labels(
                call.get(NAME),
                call.get(DESCRIPTION).orElse(""),
                new Tags(tags),
                call.get(RESOURCE_GROUP).orElse(""));
        var content = ContentReader.read(
                call.get(CONTENT), call.get(ENCODING), shared.limits().contentBytes(), call.get(ENABLE_PARAMETER));
        String rules = call.get(RULES).orElse("");
        return switch (content) {
            case ContentReader.Unusable(var fault) -> new Answer.Refused(CommandErrors.of(fault));
            case ContentReader.Usable(var _, var parameters)
            when !parameters.canHave(rules) -> new Answer.Refused(CommandErrors.BAD_PARAMETER_RULES);
            case ContentReader.Usable(var script, var parameters) ->
                newCommands.create(
                        call,
                        Command.fresh(
                                NewCommands.id(call),
                                shared.scope(call),
                                labels,
                                new Program(call.get(TYPE), script, parameters.ruled(rules), execution(call)),
                                Origin.fresh(call.now())));
        };
    }

    private Execution execution(Call call) {
        return new Execution(
                call.get(WORKING_DIR).orElse(""),
                call.get(LAUNCHER).orElse(""),
                call.get(timeout).orElse(shared.limits().defaultTimeout()));
    }
}
