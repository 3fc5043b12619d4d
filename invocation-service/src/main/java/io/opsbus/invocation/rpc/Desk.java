package io.opsbus.invocation.rpc;

import io.opsbus.invocation.RegionId;
import io.opsbus.invocation.control.InvocationDesk;
import io.opsbus.invocation.control.ManagedDesk;
import io.opsbus.invocation.control.Reads;
import io.opsbus.invocation.delivery.Buckets;
import io.opsbus.invocation.task.TaskLimits;
import io.opsbus.invocation.work.InvocationLimits;
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
        Buckets buckets) {}
