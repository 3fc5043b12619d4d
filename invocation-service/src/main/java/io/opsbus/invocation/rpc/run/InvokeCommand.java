package io.opsbus.invocation.rpc.run;

import io.opsbus.invocation.CommandId;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.rpc.Desk;
import io.opsbus.invocation.rpc.InvocationErrors;
import io.opsbus.invocation.rpc.Shared;
import io.opsbus.invocation.rpc.Shared.SentTag;
import io.opsbus.invocation.work.Command;
import io.opsbus.invocation.work.Labels;
import io.opsbus.invocation.work.Program;
import io.opsbus.invocation.work.Work;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.parameter.Got;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.Tree;
import java.util.List;
import java.util.Optional;

/** Runs a command on instances (guide 2.3.2): on all of them, or, when one cannot, on none. */
public final class InvokeCommand implements Action {
    private static final Parameter<CommandId> COMMAND = Take.text("CommandId")
            .names("command")
            .missing("MissingParameter.CommandId")
            .as(
                    "id of a command",
                    (name, text) -> CommandId.parse(text)
                            .<Got<CommandId>>map(Got.Given::new)
                            .orElseGet(() -> Shared.refused(name, InvocationErrors.NO_SUCH_COMMAND)))
            .required();
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

    public InvokeCommand(Shared shared, Desk desk) {
        this.shared = shared;
        this.desk = desk;
        this.targets = new Targets(desk.reads().fleet(), desk.limits().instances());
        this.terms = new TermParameters(desk.limits(), "that of the command");
        this.starting = new Starting(desk);
        this.declaration = Declaration.writing(Shared.VERSION, "InvokeCommand", "Runs a command on instances.")
                .takes(shared.region, COMMAND)
                .takes(targets.all())
                .takes(terms.all())
                .takes(WORKING_DIR, LAUNCHER, TAGS, RESOURCE_GROUP)
                .fails(InvocationErrors.NO_SUCH_COMMAND)
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
        return starting.started(call, scope, _ -> Tree.fields()).orElseGet(() -> switch (targets.of(call, scope)) {
            case Targets.Chosen.Refused(var error) -> new Answer.Refused(error);
            case Targets.Chosen.Those(var instances) -> invoke(call, scope, instances);
        });
    }

    private Answer invoke(Call call, Scope scope, List<InstanceId> instances) {
        Optional<Command> found = desk.reads().commands().find(scope, call.get(COMMAND));
        if (found.isEmpty()) {
            return new Answer.Refused(InvocationErrors.NO_SUCH_COMMAND);
        }
        Optional<Labels> labels = Shared.labels(call.get(TAGS), call.get(RESOURCE_GROUP));
        if (labels.isEmpty()) {
            return new Answer.Refused(Shared.tagKeyTwice(call.get(TAGS)));
        }
        Command command = found.get().with(program(call, found.get().program()));
        return switch (TermParameters.terms(call, command.program().timeout(), desk.buckets())) {
            case TermParameters.Refused(var error) -> new Answer.Refused(error);
            case TermParameters.Read(var read) ->
                starting.start(
                        call,
                        starting.asked(call, scope, new Work.Run(command, read, true), labels.get(), instances),
                        Tree.fields());
        };
    }

    private Program program(Call call, Program usual) {
        Program passing = usual.passing(usual.passing().resolved(desk.limits().safeParameters()));
        return passing.run(
                call.get(WORKING_DIR).filter(dir -> !dir.isEmpty()).orElse(usual.workingDirectory()),
                call.get(LAUNCHER).filter(one -> !one.isEmpty()).orElse(usual.launcher()),
                terms.timeout(call).orElse(usual.timeout()));
    }
}
