package io.opsbus.invocation.rpc.run;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.InvocationId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.control.order.NewInvocation;
import io.opsbus.invocation.rpc.Desk;
import io.opsbus.invocation.rpc.InvocationErrors;
import io.opsbus.invocation.work.Invocation;
import io.opsbus.invocation.work.InvocationLimits;
import io.opsbus.invocation.work.InvocationPlace;
import io.opsbus.invocation.work.InvocationRefusal;
import io.opsbus.invocation.work.Labels;
import io.opsbus.invocation.work.Work;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.RpcError;
import io.opsbus.rpc.reply.Tree;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What InvokeCommand and RunCommand end in: an invocation that was not there before. */
final class Starting {
    private final Desk desk;

    Starting(Desk desk) {
        this.desk = desk;
    }

    /** Where it will be; the same place again for the same request. */
    static InvocationPlace place(Call call, Scope scope) {
        return new InvocationPlace(scope, new InvocationId("t-" + call.fresh().factId("invocation")));
    }

    NewInvocation asked(Call call, Scope scope, Work work, Labels labels, List<InstanceId> instances) {
        return new NewInvocation(place(call, scope), call.now(), work, labels, instances, TermParameters.taskIds(call));
    }

    /**
     * The answer of a request that has started its invocation already.
     *
     * @param more what is told beside the invocation's id
     */
    Optional<Answer> started(Call call, Scope scope, Function<Invocation, Tree.Fields> more) {
        return desk.started(call, place(call, scope)).map(one -> reply(more.apply(one), one.place()));
    }

    private static Answer reply(Tree.Fields more, InvocationPlace place) {
        String id = place.id().text();
        return new Answer.Reply(more.with("InvokeId", id), List.of(id));
    }

    /** Why it could not be started; empty when it could. */
    Optional<RpcError> check(NewInvocation asked) {
        return desk.invocations().check(asked).map(InvocationErrors::of);
    }

    Answer start(Call call, NewInvocation asked, Tree.Fields more) {
        if (TermParameters.isDryRun(call)) {
            return check(asked)
                    .<Answer>map(Answer.Refused::new)
                    .orElseGet(() -> new Answer.Reply(more.with("InvokeId", "")));
        }
        Optional<InvocationRefusal> refused =
                desk.invocations().start(asked, ChangeKey.ofRequest(call.fresh().changeKey("invoke")));
        return refused.<Answer>map(one -> new Answer.Refused(InvocationErrors.of(one)))
                .orElseGet(() -> reply(more, asked.place()));
    }

    /** How both may fail, for the reference page. */
    static RpcError[] errors(InvocationLimits limits) {
        return new RpcError[] {
            InvocationErrors.NO_SUCH_INSTANCE,
            InvocationErrors.NOBODY_NAMED,
            InvocationErrors.NAMED_TWICE,
            InvocationErrors.NOBODY_HAS_THE_TAGS,
            InvocationErrors.tooManyInstances(limits.instances()),
            InvocationErrors.INSTANCE_NOT_RUNNING,
            InvocationErrors.TYPE_DOES_NOT_FIT,
            InvocationErrors.MISSING_FREQUENCY,
            InvocationErrors.badFrequency("…"),
            InvocationErrors.PARAMETERS_DISABLED,
            InvocationErrors.unknownParameter(),
            InvocationErrors.PARAMETER_TWICE,
            InvocationErrors.VALUE_NOT_ALLOWED,
            InvocationErrors.FOREIGN_REFERENCE,
            InvocationErrors.BAD_OUTPUT_DELIVERY,
            InvocationErrors.NO_OBJECT_STORE,
            InvocationErrors.BUCKET_NOT_OPEN,
            InvocationErrors.LAUNCHER_TOO_LONG,
            InvocationErrors.BAD_LAUNCHER,
            InvocationErrors.scriptTooLong(limits.contentBytes()),
            InvocationErrors.quotaReached(limits.daily())
        };
    }
}
