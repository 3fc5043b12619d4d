package io.opsbus.invocation.rpc.run;

import io.opsbus.invocation.CommandId;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.control.order.NewInvocation;
import io.opsbus.invocation.passing.Passing;
import io.opsbus.invocation.rpc.CommandCatalogue;
import io.opsbus.invocation.rpc.Desk;
import io.opsbus.invocation.rpc.InvocationErrors;
import io.opsbus.invocation.rpc.Shared;
import io.opsbus.invocation.rpc.Shared.SentTag;
import io.opsbus.invocation.work.Command;
import io.opsbus.invocation.work.CommandType;
import io.opsbus.invocation.work.Content;
import io.opsbus.invocation.work.Invocation;
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

/**
 * Runs a script at once. Unless it is to be kept, the command is in no catalogue and counts in no quota (API facts 2.1).
 */
public final class RunCommand implements Action {
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
    private final Keeping keeping;
    private final Declaration declaration;

    public RunCommand(Shared shared, Desk desk) {
        this.shared = shared;
        this.desk = desk;
        this.targets = new Targets(desk.reads().fleet(), desk.limits().instances());
        this.terms = new TermParameters(
                desk.limits(), Long.toString(desk.limits().timeouts().usual().toSeconds()));
        this.starting = new Starting(desk);
        this.keeping = new Keeping(desk);
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
        Scope scope = shared.scope(call);
        return starting.started(call, scope, RunCommand::more).orElseGet(() -> answer(call, scope));
    }

    private Answer answer(Call call, Scope scope) {
        Optional<Content> content = ContentEncoding.read(call.get(CONTENT), call.get(ENCODING));
        if (content.isEmpty()) {
            return new Answer.Refused(InvocationErrors.CONTENT_NOT_BASE64);
        }
        if (!canHave(content.get(), call.get(ENABLE_PARAMETER), call.get(RULES).orElse(""))) {
            return new Answer.Refused(InvocationErrors.BAD_PARAMETER_RULES);
        }
        var wanted = new Keeping.Wanted(
                Starting.place(call, scope),
                call.get(NAME)
                        .filter(one -> !one.isEmpty())
                        .orElseGet(() -> "cmd-" + call.fresh().factId("name")),
                call.get(DESCRIPTION).orElse(""),
                program(call, content.get()),
                call.fresh());
        Answer answer = switch (targets.of(call, scope)) {
            case Targets.Chosen.Refused(var error) -> new Answer.Refused(error);
            case Targets.Chosen.Those(var instances) -> answer(call, wanted, instances);
        };
        if (answer instanceof Answer.Refused && call.get(KEEP)) {
            keeping.takeAway(wanted);
        }
        return answer;
    }

    private Program program(Call call, Content script) {
        return new Program(
                call.get(TYPE),
                script,
                call.get(ENABLE_PARAMETER),
                call.get(WORKING_DIR).orElse(""),
                call.get(LAUNCHER).orElse(""),
                terms.timeout(call).orElse(desk.limits().timeouts().usual()),
                new Passing(false, call.get(RULES).orElse(""))
                        .resolved(desk.limits().safeParameters()));
    }

    private static Tree.Fields more(Invocation started) {
        return started.work() instanceof Work.Run(Command command, var _, var _) ? more(command) : Tree.fields();
    }

    private static Tree.Fields more(Command command) {
        return Tree.fields().with("CommandId", command.id().text());
    }

    private Answer answer(Call call, Keeping.Wanted wanted, List<InstanceId> instances) {
        Optional<Labels> labels = Shared.labels(call.get(TAGS), call.get(RESOURCE_GROUP));
        if (labels.isEmpty()) {
            return new Answer.Refused(Shared.tagKeyTwice(call.get(TAGS)));
        }
        return switch (TermParameters.terms(call, wanted.program().timeout(), desk.buckets())) {
            case TermParameters.Refused(var error) -> new Answer.Refused(error);
            case TermParameters.Read(var read) -> run(call, wanted, read, new For(labels.get(), instances));
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

    private Answer run(Call call, Keeping.Wanted wanted, Terms read, For whom) {
        Command unkept = wanted.as(TermParameters.freshCommand(call));
        NewInvocation trial = asked(call, unkept, read, whom);
        if (!call.get(KEEP) || TermParameters.isDryRun(call)) {
            return starting.start(call, trial, more(unkept));
        }
        // a command that could not run is not created
        Optional<RpcError> failing = starting.check(trial);
        if (failing.isPresent()) {
            return new Answer.Refused(failing.get());
        }
        return switch (keeping.create(wanted)) {
            case CommandCatalogue.Refused(RpcError error) -> new Answer.Refused(error);
            case CommandCatalogue.As(CommandId created) -> {
                Command kept = wanted.as(created);
                yield starting.start(call, asked(call, kept, read, whom), more(kept));
            }
        };
    }

    private NewInvocation asked(Call call, Command command, Terms read, For whom) {
        return starting.asked(
                call, command.scope(), new Work.Run(command, read, call.get(KEEP)), whom.labels, whom.instances);
    }
}
