package io.opsbus.invocation.control;

import io.opsbus.invocation.delivery.OutputDeliveries;
import io.opsbus.invocation.fleet.Agents;
import io.opsbus.invocation.fleet.Fleet;
import io.opsbus.invocation.fleet.GuestEvents;
import io.opsbus.invocation.fleet.SpentRequests;
import io.opsbus.invocation.query.Commands;
import io.opsbus.invocation.query.Invocations;
import io.opsbus.invocation.query.Managed;

/** Everything that can be read here, and what agents have spent. */
public record Reads(
        Invocations invocations,
        Fleet fleet,
        Managed managed,
        Agents agents,
        Commands commands,
        SpentRequests spent,
        GuestEvents events,
        OutputDeliveries outputs) {}
