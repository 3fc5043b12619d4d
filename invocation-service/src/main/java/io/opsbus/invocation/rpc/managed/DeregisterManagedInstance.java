package io.opsbus.invocation.rpc.managed;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.rpc.Desk;
import io.opsbus.invocation.rpc.InvocationErrors;
import io.opsbus.invocation.rpc.Shared;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.Tree;
import java.util.List;

/** Ends that a machine is a managed instance. */
public final class DeregisterManagedInstance implements Action {
    private static final Parameter<InstanceId> INSTANCE = ManagedInstances.one();

    private final Shared shared;
    private final Desk desk;
    private final Declaration declaration;

    public DeregisterManagedInstance(Shared shared, Desk desk) {
        this.shared = shared;
        this.desk = desk;
        this.declaration = Declaration.writing(
                        Shared.VERSION, "DeregisterManagedInstance", "Ends that a machine is a managed instance.")
                .takes(shared.region, INSTANCE)
                .fails(InvocationErrors.NO_SUCH_MANAGED_INSTANCE)
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
        InstanceId id = call.get(INSTANCE);
        var usage = desk.reads().invocations().usage(scope, List.of(id)).get(id);
        var agent = desk.reads().agents().presence(id).orElse(null);
        return desk.managed()
                .deregister(scope, id, ChangeKey.ofRequest(call.fresh().changeKey("deregister")), call.now())
                .<Answer>map(instance -> new Answer.Reply(Tree.fields()
                        .with(
                                "Instance",
                                ManagedReply.instance(instance, agent, usage).end())))
                .orElseGet(() -> new Answer.Refused(InvocationErrors.NO_SUCH_MANAGED_INSTANCE));
    }
}
