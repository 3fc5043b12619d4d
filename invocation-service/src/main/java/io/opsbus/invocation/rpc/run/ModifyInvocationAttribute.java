package io.opsbus.invocation.rpc.run;

import io.opsbus.invocation.CommandId;
import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.InvocationId;
import io.opsbus.invocation.control.order.Amendment;
import io.opsbus.invocation.rpc.Desk;
import io.opsbus.invocation.rpc.InvocationErrors;
import io.opsbus.invocation.rpc.Shared;
import io.opsbus.invocation.work.Content;
import io.opsbus.invocation.work.Invocation;
import io.opsbus.invocation.work.InvocationPlace;
import io.opsbus.invocation.work.RepeatMode;
import io.opsbus.invocation.work.Work;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.RpcError;
import io.opsbus.rpc.reply.Tree;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Changes script, parameters or timetable of an invocation that is repeated or waits for a boot (API facts 2.1). */
public final class ModifyInvocationAttribute implements Action {
    private static final Parameter<InvocationId> INVOCATION = Shared.invocation();
    private static final Parameter<Optional<String>> CONTENT =
            Take.text("CommandContent").optional();
    private static final Parameter<String> ENCODING = ContentEncoding.parameter("PlainText");
    private static final Parameter<Optional<Boolean>> ENABLE_PARAMETER =
            Take.flag("EnableParameter").optional();

    private final Shared shared;
    private final Desk desk;
    private final Parameter<Optional<List<InstanceId>>> instances;
    private final Declaration declaration;

    public ModifyInvocationAttribute(Shared shared, Desk desk) {
        this.shared = shared;
        this.desk = desk;
        this.instances = Shared.instances(desk.limits().instances())
                .meaning("Added to it; those that have it stay.")
                .optional();
        this.declaration = Declaration.writing(
                        Shared.VERSION, "ModifyInvocationAttribute", "Changes what a repeated invocation does.")
                .takes(shared.region, INVOCATION, instances, CONTENT, ENCODING, ENABLE_PARAMETER)
                .takes(TermParameters.FREQUENCY, TermParameters.OTHER_PARAMETERS)
                .fails(InvocationErrors.NO_SUCH_INVOCATION, InvocationErrors.NOT_CHANGEABLE)
                .fails(InvocationErrors.CONTENT_NOT_BASE64, InvocationErrors.badFrequency("…"))
                .fails(InvocationErrors.PARAMETERS_DISABLED, InvocationErrors.unknownParameter())
                .fails(
                        InvocationErrors.PARAMETER_TWICE,
                        InvocationErrors.VALUE_NOT_ALLOWED,
                        InvocationErrors.FOREIGN_REFERENCE)
                .fails(InvocationErrors.badParameters())
                .fails(
                        InvocationErrors.tooManyInstances(desk.limits().instances()),
                        InvocationErrors.tooManyOfOne(desk.limits().instances()))
                .fails(InvocationErrors.NO_SUCH_INSTANCE, InvocationErrors.INSTANCE_NOT_RUNNING)
                .fails(InvocationErrors.TYPE_DOES_NOT_FIT)
                .fails(InvocationErrors.NOT_READABLE)
                .fails(InvocationErrors.scriptTooLong(desk.limits().contentBytes()))
                .idempotent()
                .end();
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }

    @Override
    public Answer answer(Call call) {
        var place = new InvocationPlace(shared.scope(call), call.get(INVOCATION));
        Optional<Invocation> found = desk.reads().invocations().find(place.scope(), place.id());
        if (found.isEmpty()) {
            return new Answer.Refused(InvocationErrors.NO_SUCH_INVOCATION);
        }
        if (!(found.get().work() instanceof Work.Run run)) {
            return new Answer.Refused(InvocationErrors.NOT_CHANGEABLE);
        }
        Optional<Content> content = call.get(CONTENT).flatMap(text -> ContentEncoding.read(text, call.get(ENCODING)));
        if (content.isEmpty() && call.get(CONTENT).isPresent()) {
            return new Answer.Refused(InvocationErrors.CONTENT_NOT_BASE64);
        }
        Optional<String> frequency =
                call.get(TermParameters.FREQUENCY).map(String::strip).filter(text -> !text.isEmpty());
        Optional<RpcError> wrong = frequency.flatMap(text -> wrong(run, text, call.now()));
        if (wrong.isPresent()) {
            return new Answer.Refused(wrong.get());
        }
        var edit = new Work.Edit(
                content, call.get(ENABLE_PARAMETER), frequency, call.get(TermParameters.OTHER_PARAMETERS));
        return changed(call, place, edit, run.command().id());
    }

    private Answer changed(Call call, InvocationPlace place, Work.Edit edit, CommandId command) {
        var asked = new Amendment(
                place, call.now(), edit, call.get(instances).orElse(List.of()), TermParameters.taskIds(call));
        return desk.invocations()
                .change(asked, ChangeKey.ofRequest(call.fresh().changeKey("invocation")))
                .<Answer>map(refusal -> new Answer.Refused(InvocationErrors.of(refusal)))
                .orElseGet(() -> new Answer.Reply(Tree.fields().with("CommandId", command.text())));
    }

    /** What it is held against never changes: how it is repeated, and how long a run may take. */
    private static Optional<RpcError> wrong(Work.Run run, String frequency, Instant now) {
        if (run.mode() != RepeatMode.PERIOD) {
            return Optional.of(InvocationErrors.NOT_CHANGEABLE);
        }
        // what it has already may be over for new runs, and change all the same
        return frequency.equals(run.terms().frequency())
                ? Optional.empty()
                : TermParameters.wrong(frequency, run.timeout(), now);
    }
}
