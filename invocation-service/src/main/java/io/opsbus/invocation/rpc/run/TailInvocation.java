package io.opsbus.invocation.rpc.run;

import io.opsbus.invocation.InvocationId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.rpc.Desk;
import io.opsbus.invocation.rpc.InvocationErrors;
import io.opsbus.invocation.rpc.Shared;
import io.opsbus.invocation.rpc.Tailing;
import io.opsbus.invocation.status.OverallStatus;
import io.opsbus.invocation.tail.Place;
import io.opsbus.invocation.tail.Tail;
import io.opsbus.invocation.tail.TailEvent.Turned;
import io.opsbus.invocation.tail.TailEvent.Written;
import io.opsbus.invocation.task.Task;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.Tree;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Tells an account what its runs have written since it last asked: reading along, for who has an access key and not the operator's token.
 * Only here; the official API has no such Action.
 */
public final class TailInvocation implements Action {
    private static final Parameter<InvocationId> INVOCATION = Shared.invocation();
    private static final Parameter<String> PLACE = Take.text("Place")
            .meaning("`Place` of the answer before; not sent, the beginning.")
            .only("a place as an answer told it", text -> Place.isOne(text))
            .or("");

    private final Shared shared;
    private final Desk desk;
    private final Declaration declaration;

    public TailInvocation(Shared shared, Desk desk) {
        this.shared = shared;
        this.desk = desk;
        this.declaration = Declaration.reading(
                        Shared.VERSION,
                        "TailInvocation",
                        "Tells what the runs of an invocation have written since the last call. Not of the original.")
                .takes(shared.region, INVOCATION, PLACE)
                .fails(InvocationErrors.NO_SUCH_INVOCATION)
                .end();
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }

    @Override
    public Answer answer(Call call) {
        Scope scope = shared.scope(call);
        InvocationId id = call.get(INVOCATION);
        if (desk.reads().invocations().find(scope, id).isEmpty()) {
            return new Answer.Refused(InvocationErrors.NO_SUCH_INVOCATION);
        }
        Place from = Place.parse(call.get(PLACE));
        List<Task> tasks = Tailing.tasks(desk.reads().invocations(), scope, id, from);
        if (tasks.isEmpty()) {
            // it was let go in between
            return new Answer.Refused(InvocationErrors.NO_SUCH_INVOCATION);
        }
        Tail tail = Tail.next(from, tasks, desk.waits().outputBytes());
        List<Tree.Fields> written = new ArrayList<>();
        List<Tree.Fields> instances = new ArrayList<>();
        tail.events().forEach(event -> {
            switch (event) {
                case Written output -> written.add(written(output));
                // a place knows no status, so each instance is told
                case Turned turned -> instances.add(turned(turned));
            }
        });
        return new Answer.Reply(Tree.build()
                .put(
                        "InvocationStatus",
                        OverallStatus.of(tasks.stream().map(Task::status).toList())
                                .word())
                .put("Place", tail.place().text())
                .put("Over", tail.over())
                .put("Instances", "Instance", instances)
                .put("Outputs", "Output", written)
                .end());
    }

    private static Tree.Fields written(Written output) {
        return Tree.build()
                .put("InstanceId", output.instance().text())
                .put("Repeats", output.run())
                .put("Dropped", output.cut())
                .put("Output", Base64.getEncoder().encodeToString(output.bytes()))
                .end();
    }

    private static Tree.Fields turned(Turned turned) {
        Tree.Builder told = Tree.build()
                .put("InstanceId", turned.instance().text())
                .put("InvocationStatus", turned.status().word());
        if (turned.exitCode() != null) {
            told.put("ExitCode", turned.exitCode());
        }
        if (turned.error() != null) {
            told.put("ErrorCode", turned.error().word())
                    .put("ErrorInfo", turned.error().info());
        }
        return told.end();
    }
}
