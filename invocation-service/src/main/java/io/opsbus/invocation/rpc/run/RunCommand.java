package io.opsbus.invocation.rpc.run;

import io.opsbus.invocation.CommandId;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.control.order.NewInvocation;
import io.opsbus.invocation.passing.Passing;
import io.opsbus.invocation.query.StoreAway;
import io.opsbus.invocation.rpc.CommandCatalogue;
import io.opsbus.invocation.rpc.Desk;
import io.opsbus.invocation.rpc.InvocationErrors;
import io.opsbus.invocation.rpc.Shared;
import io.opsbus.invocation.rpc.Shared.SentTag;
import io.opsbus.invocation.work.Command;
import io.opsbus.invocation.work.CommandType;
import io.opsbus.invocation.work.Content;
import io.opsbus.invocation.work.Labels;
import io.opsbus.invocation.work.Program;
import io.opsbus.invocation.work.Terms;
import io.opsbus.invocation.work.Work;
import io.opsbus.parameters.ParameterNames;
import io.opsbus.parameters.ParameterRules;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.parameter.Got;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.RpcError;
import io.opsbus.rpc.reply.Tree;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a script at once. Unless it is to be kept, the command is in no catalogue and counts in no quota (API facts 2.1).
 */
public final class RunCommand implements Action {
    private static final Logger LOGGER = LoggerFactory.getLogger(RunCommand.class);
    private static final Parameter<CommandType> TYPE = Take.text("Type")
            .missing("MissingParameter.Type")
            .as(
                    "`RunShellScript`, `RunBatScript`, `RunPowerShellScript`",
                    (name, word) -> CommandType.of(word)
                            .<Got<CommandType>>map(Got.Given::new)
                            .orElseGet(() -> Shared.refused(name, InvocationErrors.NO_SUCH_TYPE)))
            .required();
    private static final Parameter<String> CONTENT = Take.text("CommandContent")
            .missing("MissingParameter.CommandContent")
            .required();
    private static final Parameter<String> ENCODING = ContentEncoding.parameter("PlainText");
    private static final Parameter<Optional<String>> NAME = Shared.line("Name", 128, InvocationErrors.NAME_TOO_LONG);
    private static final Parameter<Optional<String>> DESCRIPTION =
            Shared.line("Description", 512, InvocationErrors.DESCRIPTION_TOO_LONG);
    private static final Parameter<Boolean> KEEP = Take.flag("KeepCommand").or(false);
    private static final Parameter<Boolean> ENABLE_PARAMETER =
            Take.flag("EnableParameter").or(false);
    private static final Parameter<Optional<String>> RULES = Take.anyText("ParameterRules")
            .only("at most 8192 characters", text -> text.length() <= ParameterRules.LONGEST)
            .meaning("What values parameters may have and how they are passed, as JSON; only here.")
            .optional();
    private static final Parameter<Optional<String>> WORKING_DIR = Shared.line("WorkingDir", 200);
    private static final Parameter<Optional<String>> LAUNCHER = Shared.launcher();
    private static final Parameter<List<SentTag>> TAGS = Shared.tags();
    private static final Parameter<Optional<String>> RESOURCE_GROUP = Shared.resourceGroup();

    private final Shared shared;
    private final Desk desk;
    private final Targets targets;
    private final TermParameters terms;
    private final Starting starting;
    private final Declaration declaration;

    public RunCommand(Shared shared, Desk desk) {
        this.shared = shared;
        this.desk = desk;
        this.targets = new Targets(desk.reads().fleet(), desk.limits().instances());
        this.terms = new TermParameters(
                desk.limits(), Long.toString(desk.limits().timeouts().usual().toSeconds()));
        this.starting = new Starting(desk);
        this.declaration = Declaration.writing(
                        Shared.VERSION, "RunCommand", "Runs a script on instances, and keeps the command if wanted.")
                .takes(shared.region, TYPE, CONTENT, ENCODING, NAME, DESCRIPTION, KEEP, ENABLE_PARAMETER, RULES)
                .takes(targets.all())
                .takes(terms.all())
                .takes(WORKING_DIR, LAUNCHER, TAGS, RESOURCE_GROUP)
                .fails(InvocationErrors.CONTENT_NOT_BASE64, InvocationErrors.NO_SUCH_TYPE)
                .fails(InvocationErrors.BAD_PARAMETER_RULES)
                .fails(InvocationErrors.badParameters())
                .fails(InvocationErrors.NAME_TOO_LONG, InvocationErrors.DESCRIPTION_TOO_LONG)
                .fails(Starting.errors(desk.limits()))
                .idempotent()
                .end();
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }

    @Override
    public Answer answer(Call call) {
        return switch (targets.of(call, shared.scope(call))) {
            case Targets.Chosen.Refused(var error) -> new Answer.Refused(error);
            case Targets.Chosen.Those(var instances) -> answer(call, instances);
        };
    }

    private Answer answer(Call call, List<InstanceId> instances) {
        Optional<Content> content = ContentEncoding.read(call.get(CONTENT), call.get(ENCODING));
        if (content.isEmpty()) {
            return new Answer.Refused(InvocationErrors.CONTENT_NOT_BASE64);
        }
        Optional<Labels> labels = Shared.labels(call.get(TAGS), call.get(RESOURCE_GROUP));
        if (labels.isEmpty()) {
            return new Answer.Refused(Shared.tagKeyTwice(call.get(TAGS)));
        }
        String rules = call.get(RULES).orElse("");
        if (!canHave(content.get(), call.get(ENABLE_PARAMETER), rules)) {
            return new Answer.Refused(InvocationErrors.BAD_PARAMETER_RULES);
        }
        var program = new Program(
                call.get(TYPE),
                content.get(),
                call.get(ENABLE_PARAMETER),
                call.get(WORKING_DIR).orElse(""),
                call.get(LAUNCHER).orElse(""),
                terms.timeout(call).orElse(desk.limits().timeouts().usual()),
                new Passing(false, rules).resolved(desk.limits().safeParameters()));
        return switch (TermParameters.terms(call, program.timeout(), desk.buckets())) {
            case TermParameters.Refused(var error) -> new Answer.Refused(error);
            case TermParameters.Read(var read) -> run(call, program, read, new For(labels.get(), instances));
        };
    }

    /** Rules speak of parameters the script has; names that cannot be are refused as such, later. */
    private static boolean canHave(Content script, boolean withParameters, String rules) {
        return rules.isEmpty()
                || (withParameters
                        && switch (ParameterNames.read(script.bytes())) {
                            case ParameterNames.Named(var names) -> ParameterRules.canBe(rules, names);
                            case ParameterNames.Faulty _ -> true;
                        });
    }

    /** What it is found by, and whom it is for. */
    private record For(Labels labels, List<InstanceId> instances) {}

    private Answer run(Call call, Program program, Terms read, For whom) {
        Scope scope = shared.scope(call);
        // every repetition must ask the catalogue for the same command
        String name = call.get(NAME)
                .filter(one -> !one.isEmpty())
                .orElseGet(() -> "cmd-" + call.fresh().factId("name"));
        NewInvocation trial =
                asked(call, command(call, TermParameters.freshCommand(call), scope, name, program), read, whom);
        if (!call.get(KEEP) || TermParameters.isDryRun(call)) {
            return start(call, trial, ((Work.Run) trial.work()).command());
        }
        // a command that could not run is not created
        Optional<RpcError> failing = starting.check(trial);
        if (failing.isPresent()) {
            return new Answer.Refused(failing.get());
        }
        return switch (desk.catalogue()
                .create(
                        scope,
                        name,
                        call.get(DESCRIPTION).orElse(""),
                        program,
                        call.fresh().factId("create"))) {
            case CommandCatalogue.Refused(RpcError error) -> new Answer.Refused(error);
            case CommandCatalogue.As(CommandId created) -> {
                Command kept = command(call, created, scope, name, program);
                Answer answer = start(call, asked(call, kept, read, whom), kept);
                if (answer instanceof Answer.Refused) {
                    // since the check the quota was used up, or an instance has stopped
                    remove(kept);
                }
                yield answer;
            }
        };
    }

    private Answer start(Call call, NewInvocation asked, Command command) {
        return starting.start(
                call, asked, Tree.fields().with("CommandId", command.id().text()));
    }

    private void remove(Command command) {
        try {
            desk.catalogue().remove(command.scope(), command.id());
        } catch (StoreAway away) {
            LOGGER.atWarn()
                    .addKeyValue("commandId", command.id())
                    .addKeyValue("reason", String.valueOf(away.getMessage()))
                    .log("a command that was created for an invocation which is refused stays in the catalogue");
        }
    }

    private NewInvocation asked(Call call, Command command, Terms read, For whom) {
        return starting.asked(
                call, command.scope(), new Work.Run(command, read, call.get(KEEP)), whom.labels, whom.instances);
    }

    private static Command command(Call call, CommandId id, Scope scope, String name, Program program) {
        return new Command(id, scope, name, call.get(DESCRIPTION).orElse(""), program, 1);
    }
}
