package io.opsbus.invocation.rpc.managed;

import io.opsbus.invocation.Scope;
import io.opsbus.invocation.fleet.ActivationId;
import io.opsbus.invocation.fleet.ActivationSlot;
import io.opsbus.invocation.rpc.Desk;
import io.opsbus.invocation.rpc.InvocationErrors;
import io.opsbus.invocation.rpc.Shared;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Refusal;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.Tree;
import java.util.Optional;

/** Takes an activation away that was never used. */
public final class DeleteActivation implements Action {
    private static final Parameter<ActivationId> ACTIVATION = Activations.one();

    private final Shared shared;
    private final Desk desk;
    private final Declaration declaration;

    public DeleteActivation(Shared shared, Desk desk) {
        this.shared = shared;
        this.desk = desk;
        this.declaration = Declaration.writing(
                        Shared.VERSION, "DeleteActivation", "Takes an activation away that was never used.")
                .takes(shared.region, ACTIVATION)
                .fails(InvocationErrors.NO_SUCH_ACTIVATION, InvocationErrors.ACTIVATION_IN_USE)
                .end();
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }

    @Override
    public Answer answer(Call call) {
        Scope scope = shared.scope(call);
        ActivationId id = call.get(ACTIVATION);
        Optional<ActivationSlot> before = desk.reads().managed().find(scope, id);
        Optional<Refusal> refused = desk.managed()
                .delete(scope, id, ChangeKey.ofRequest(call.fresh().changeKey("delete")));
        if (refused.isPresent()) {
            return new Answer.Refused(InvocationErrors.ofFleet(refused.get()));
        }
        Optional<ActivationSlot> now = desk.reads().managed().find(scope, id).or(() -> before);
        return new Answer.Reply(now.map(slot -> Tree.fields().with("Activation", ManagedReply.activation(slot)))
                .orElse(Tree.fields()));
    }
}
