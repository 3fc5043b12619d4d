package io.opsbus.event.fleet;

import io.opsbus.event.AccountId;
import io.opsbus.event.ResourceId;
import io.opsbus.event.cycle.EventId;
import io.opsbus.event.decide.EventInput.Mirror;
import io.opsbus.event.decide.EventInput.Outcome;
import io.opsbus.event.fleet.KnownFleet.NotedState;
import io.opsbus.event.kind.Deed;
import io.opsbus.event.source.ProviderNews;
import org.jspecify.annotations.Nullable;

/** What the bus tells about the fleet: notices, on which every reaction checks its own state again. */
public sealed interface FleetNews {
    /** An instance as it is now. */
    record InstanceTold(KnownInstance instance) implements FleetNews {}

    /** An instance is no more. */
    record InstanceGone(ResourceId id) implements FleetNews {}

    /** What is heard of an instance's agent. */
    record AgentTold(KnownAgent agent) implements FleetNews {}

    /** A disk as it is now. */
    record DiskTold(KnownDisk disk) implements FleetNews {}

    /** A disk is no more. */
    record DiskGone(ResourceId id) implements FleetNews {}

    /**
     * An instance came into a state.
     *
     * @param said what its owner says of it; null when they do not say, and the states must tell
     */
    record StateChanged(
            AccountId account,
            ResourceId instance,
            NotedState state,
            @Nullable Said said) implements FleetNews {}

    /**
     * What the user did to bring a state about.
     *
     * @param deed null for nothing: it came about otherwise
     */
    record Said(@Nullable Deed deed) {}

    /** A provider tells of something broken, or well again. */
    record Broken(ProviderNews news) implements FleetNews {}

    /** How an execution went. */
    record Carried(EventId event, ResourceId instance, Outcome outcome) implements FleetNews {}

    /** An event somebody else runs. */
    record Elsewhere(Mirror mirror) implements FleetNews {}

    /** Nothing that concerns us: a notice of our own, an event of a type we do not keep. */
    record Nothing() implements FleetNews {}
}
