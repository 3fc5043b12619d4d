package io.opsbus.invocation.rpc.run;

import io.opsbus.invocation.Scope;
import io.opsbus.invocation.query.InvocationFilter;
import io.opsbus.invocation.query.InvocationFilter.Criterion;
import io.opsbus.invocation.query.InvocationFilter.Kind;
import io.opsbus.invocation.query.TaskFilter;
import io.opsbus.invocation.query.TaskRun;
import io.opsbus.invocation.rpc.Desk;
import io.opsbus.invocation.rpc.InvocationErrors;
import io.opsbus.invocation.rpc.Replies;
import io.opsbus.invocation.rpc.Shared;
import io.opsbus.invocation.rpc.Shared.SentTag;
import io.opsbus.invocation.status.StatusWord;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What commands wrote and how they ended (guide 2.3.4), newest first; every run of a repeated one if wanted. */
public final class DescribeInvocationResults implements Action {
    private static final Parameter<Optional<String>> INVOCATION =
            Take.text("InvokeId").names("invocation").optional();
    private static final Parameter<Optional<String>> COMMAND =
            Take.text("CommandId").names("command").optional();
    private static final Parameter<Optional<String>> INSTANCE =
            Take.text("InstanceId").names("instance").optional();
    private static final Parameter<Optional<String>> STATUS = Take.text("InvokeRecordStatus")
            .meaning("A word of 2019, compared with this field of the answer, or one only InvocationStatus has.")
            .optional();
    private static final Parameter<Boolean> HISTORY = Take.flag("IncludeHistory")
            .meaning("Every run of a repeated invocation that is over; needs InvokeId.")
            .or(false);
    private static final Parameter<String> ENCODING = ContentEncoding.parameter("Base64");
    private static final Parameter<List<SentTag>> TAGS = Shared.tags();
    private static final Parameter<Optional<String>> RESOURCE_GROUP = Shared.resourceGroup();

    private final Shared shared;
    private final Desk desk;
    private final Declaration declaration;

    public DescribeInvocationResults(Shared shared, Desk desk) {
        this.shared = shared;
        this.desk = desk;
        this.declaration = Declaration.reading(
                        Shared.VERSION, "DescribeInvocationResults", "Lists what commands wrote and how they ended.")
                .takes(shared.region, INVOCATION, COMMAND, INSTANCE, STATUS, HISTORY, ENCODING, TAGS, RESOURCE_GROUP)
                .takes(Shared.PAGES.all())
                .fails(InvocationErrors.HISTORY_OF_WHAT)
                .end();
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }

    @Override
    public Answer answer(Call call) {
        if (call.get(HISTORY) && call.get(INVOCATION).isEmpty()) {
            return new Answer.Refused(InvocationErrors.HISTORY_OF_WHAT);
        }
        Scope scope = shared.scope(call);
        TaskFilter filter = filter(call);
        return Replies.page(
                Shared.PAGES.of(call),
                paging -> desk.reads().invocations().runs(scope, filter, paging),
                (reply, page, place) -> {
                    Tree.Builder inner = Tree.build()
                            .put("InvocationResults", "InvocationResult", results(call, scope, page.items()));
                    place.accept(inner);
                    reply.put("Invocation", inner.end());
                });
    }

    private List<Tree.Fields> results(Call call, Scope scope, List<TaskRun> runs) {
        var reply = InvocationReply.aboutRuns(runs, scope, desk.reads().outputs(), call.get(ENCODING));
        return runs.stream().map(reply::result).toList();
    }

    private static TaskFilter filter(Call call) {
        List<Criterion> criteria = new ArrayList<>();
        call.get(INVOCATION).ifPresent(id -> criteria.add(new InvocationFilter.WithId(id)));
        call.get(COMMAND).ifPresent(id -> criteria.add(new InvocationFilter.OfCommand(id)));
        call.get(RESOURCE_GROUP).ifPresent(group -> criteria.add(new InvocationFilter.InResourceGroup(group)));
        call.get(TAGS).forEach(tag -> criteria.add(new InvocationFilter.Tagged(tag.key(), tag.value())));
        return new TaskFilter(
                new InvocationFilter(Kind.RUN, criteria),
                call.get(INSTANCE),
                call.get(STATUS).map(StatusWord::either),
                call.get(HISTORY));
    }
}
