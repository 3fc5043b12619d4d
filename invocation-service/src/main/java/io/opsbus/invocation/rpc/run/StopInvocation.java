package io.opsbus.invocation.rpc.run;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.InvocationId;
import io.opsbus.invocation.rpc.Desk;
import io.opsbus.invocation.rpc.InvocationErrors;
import io.opsbus.invocation.rpc.Shared;
import io.opsbus.invocation.work.InvocationPlace;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.reply.Answer;
import java.util.List;
import java.util.Optional;

/** Stops an invocation (guide 2.3.6), on some of its instances or, when none is named, on all. */
public final class StopInvocation implements Action {
    private static final Parameter<InvocationId> INVOCATION = Shared.invocation();
    private static final Parameter<Optional<List<InstanceId>>> INSTANCES =
            Shared.instances(100).optional();

    private final Shared shared;
    private final Desk desk;
    private final Declaration declaration;

    public StopInvocation(Shared shared, Desk desk) {
        this.shared = shared;
        this.desk = desk;
        this.declaration = Declaration.writing(Shared.VERSION, "StopInvocation", "Stops an invocation.")
                .takes(shared.region, INVOCATION, INSTANCES)
                .fails(InvocationErrors.NO_SUCH_INVOCATION, InvocationErrors.NO_SUCH_INSTANCE)
                .end();
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }

    @Override
    public Answer answer(Call call) {
        return desk.invocations()
                .stop(
                        new InvocationPlace(shared.scope(call), call.get(INVOCATION)),
                        call.get(INSTANCES).orElse(List.of()),
                        call.now(),
                        task -> ChangeKey.ofRequest(call.fresh().changeKey("stop/" + task)))
                .<Answer>map(refusal -> new Answer.Refused(InvocationErrors.of(refusal)))
                .orElseGet(Answer.Reply::done);
    }
}
