package io.opsbus.invocation.rpc.managed;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.rpc.Desk;
import io.opsbus.invocation.rpc.InvocationErrors;
import io.opsbus.invocation.rpc.Shared;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.Tree;

/** Calls a managed instance otherwise. */
public final class ModifyManagedInstance implements Action {
    private static final Parameter<InstanceId> INSTANCE = ManagedInstances.one();
    private static final Parameter<String> NAME = Take.text("InstanceName")
            .only(
                    "2 to 128 characters",
                    text -> text.length() >= 2
                            && text.length() <= 128
                            && text.codePoints().noneMatch(Character::isISOControl))
            .required();

    private final Shared shared;
    private final Desk desk;
    private final Declaration declaration;

    public ModifyManagedInstance(Shared shared, Desk desk) {
        this.shared = shared;
        this.desk = desk;
        this.declaration = Declaration.writing(
                        Shared.VERSION, "ModifyManagedInstance", "Calls a managed instance otherwise.")
                .takes(shared.region, INSTANCE, NAME)
                .fails(InvocationErrors.NO_SUCH_MANAGED_INSTANCE)
                .end();
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }

    @Override
    public Answer answer(Call call) {
        InstanceId id = call.get(INSTANCE);
        boolean isDone = desk.managed()
                .rename(
                        shared.scope(call),
                        id,
                        call.get(NAME),
                        ChangeKey.ofRequest(call.fresh().changeKey("rename")));
        return isDone
                ? new Answer.Reply(Tree.fields()
                        .with(
                                "Instance",
                                Tree.fields().with("InstanceId", id.text()).with("InstanceName", call.get(NAME))))
                : new Answer.Refused(InvocationErrors.NO_SUCH_MANAGED_INSTANCE);
    }
}
