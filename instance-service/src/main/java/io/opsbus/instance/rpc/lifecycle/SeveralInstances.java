package io.opsbus.instance.rpc.lifecycle;

import io.opsbus.instance.FleetRefusal;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.Scope;
import io.opsbus.instance.control.Answer;
import io.opsbus.instance.control.InstanceDesk;
import io.opsbus.instance.lifecycle.InstanceRequest;
import io.opsbus.instance.lifecycle.StatusChange;
import io.opsbus.instance.rpc.Changes;
import io.opsbus.instance.rpc.FleetErrors;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.RpcError;
import io.opsbus.rpc.reply.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An Action that asks the same of up to 100 instances. {@code AllTogether} looks first whether all would do and refuses as a
 * whole; {@code SuccessFirst} tells row by row (contract 2.1, StartInstances).
 */
final class SeveralInstances {
    private static final String ALL_TOGETHER = "AllTogether";

    static final Parameter<List<String>> IDS =
            Take.texts("InstanceId", 100).names("instance").required();
    static final Parameter<Boolean> DRY_RUN = Take.flag("DryRun").or(false);
    static final Parameter<String> BATCH = Take.word("BatchOptimization", ALL_TOGETHER, "SuccessFirst")
            .meaning("Whether one refusal refuses the request.")
            .or(ALL_TOGETHER);

    private final InstanceDesk instances;
    private final Scope scope;
    private final Call call;
    private final InstanceRequest request;

    SeveralInstances(InstanceDesk instances, Scope scope, Call call, InstanceRequest request) {
        this.instances = instances;
        this.scope = scope;
        this.call = call;
        this.request = request;
    }

    /** With a row for each instance. */
    io.opsbus.rpc.reply.Answer inRows() {
        if (call.get(DRY_RUN)) {
            return Changes.dryRun(firstRefusal());
        }
        if (call.get(BATCH).equals(ALL_TOGETHER)) {
            Optional<FleetRefusal> no = firstRefusal();
            if (no.isPresent()) {
                return FleetErrors.refused(no.get());
            }
        }
        List<Tree.Fields> rows = new ArrayList<>();
        for (String text : call.get(IDS)) {
            rows.add(row(text));
        }
        return new io.opsbus.rpc.reply.Answer.Reply(
                Tree.build().put("InstanceResponses", "InstanceResponse", rows).end());
    }

    /** All or none, with an empty reply. */
    io.opsbus.rpc.reply.Answer allOrNone() {
        Optional<FleetRefusal> no = firstRefusal();
        if (call.get(DRY_RUN)) {
            return Changes.dryRun(no);
        }
        if (no.isPresent()) {
            return FleetErrors.refused(no.get());
        }
        for (String text : call.get(IDS)) {
            if (asked(text) instanceof Answer.No<StatusChange>(FleetRefusal refusal)) {
                return FleetErrors.refused(refusal);
            }
        }
        return io.opsbus.rpc.reply.Answer.Reply.done();
    }

    /** One that is not there is told before one that is in the wrong status. */
    private Optional<FleetRefusal> firstRefusal() {
        List<InstanceId> there = new ArrayList<>();
        for (String text : call.get(IDS)) {
            Optional<InstanceId> id = inScope(text);
            if (id.isEmpty()) {
                return Optional.of(OneInstance.notFound(text));
            }
            there.add(id.get());
        }
        return there.stream()
                .flatMap(id -> instances.wouldRefuse(scope.account(), id, request, call.now()).stream())
                .findFirst();
    }

    /** The id, if such an instance is the account's and in the region asked for. */
    private Optional<InstanceId> inScope(String text) {
        return InstanceId.parse(text)
                .flatMap(id -> instances.find(scope.account(), id))
                .filter(instance -> instance.identity().region().equals(scope.region()))
                .map(instance -> instance.id());
    }

    private Answer<StatusChange> asked(String text) {
        return inScope(text)
                .map(id -> instances.ask(scope.account(), id, request, Changes.key(call), call.now()))
                .orElseGet(() -> new Answer.No<>(OneInstance.notFound(text)));
    }

    private Tree.Fields row(String text) {
        return switch (asked(text)) {
            case Answer.Yes<StatusChange>(StatusChange change) ->
                Tree.build()
                        .put("InstanceId", text)
                        .put("Code", "200")
                        .put("Message", "success")
                        .put("PreviousStatus", change.previous().word())
                        .put("CurrentStatus", change.current().word())
                        .end();
            case Answer.No<StatusChange>(FleetRefusal refusal) -> {
                RpcError error = FleetErrors.of(refusal);
                yield Tree.build()
                        .put("InstanceId", text)
                        .put("Code", error.code())
                        .put("Message", error.message())
                        .end();
            }
        };
    }
}
