package io.opsbus.invocation.rpc;

import io.opsbus.invocation.RegionId;
import io.opsbus.invocation.control.InvocationDesk;
import io.opsbus.invocation.control.ManagedDesk;
import io.opsbus.invocation.control.Reads;
import io.opsbus.invocation.delivery.Buckets;
import io.opsbus.invocation.task.TaskLimits;
import io.opsbus.invocation.work.Invocation;
import io.opsbus.invocation.work.InvocationLimits;
import io.opsbus.invocation.work.InvocationPlace;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import java.util.Optional;
import java.util.Set;

/**
 * What actions work with.
 *
 * @param catalogue where RunCommand puts a command that is to be kept
 * @param waits how long is waited for agents
 * @param regions where things may be
 * @param buckets where output may be delivered
 */
public record Desk(
        InvocationDesk invocations,
        ManagedDesk managed,
        Reads reads,
        CommandCatalogue catalogue,
        InvocationLimits limits,
        TaskLimits waits,
        Set<RegionId> regions,
        Buckets buckets) {

    /**
     * What the request has started already: under its {@code ClientToken} it comes again when its answer was lost, and whatever is
     * otherwise by now, a time that is past, an instance that has stopped, a command that was deleted, it is no refusal.
     *
     * @param place of what it would start
     */
    public Optional<Invocation> started(Call call, InvocationPlace place) {
        return call.get(Declaration.CLIENT_TOKEN)
                .flatMap(_ -> reads.invocations().find(place.scope(), place.id()));
    }
}
