package io.opsbus.invocation.control;

import io.opsbus.invocation.delivery.OutputDeliveries;
import io.opsbus.invocation.fleet.Agents;
import io.opsbus.invocation.fleet.Fleet;
import io.opsbus.invocation.fleet.GuestEvents;
import io.opsbus.invocation.fleet.SpentRequests;
import io.opsbus.invocation.query.Commands;
import io.opsbus.invocation.query.CurrentInstances;
import io.opsbus.invocation.query.Invocations;
import io.opsbus.invocation.query.Managed;

/**
 * Everything that can be read here, and what agents have spent.
 *
 * @param fleet instances as the bus has told of them
 * @param current the same as they are now, for what is decided by that
 */
public record Reads(
        Invocations invocations,
        Fleet fleet,
        CurrentInstances current,
        Managed managed,
        Agents agents,
        Commands commands,
        SpentRequests spent,
        GuestEvents events,
        OutputDeliveries outputs) {}
