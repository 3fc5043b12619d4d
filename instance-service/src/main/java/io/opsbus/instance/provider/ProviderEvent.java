package io.opsbus.instance.provider;

import io.opsbus.instance.InstanceId;
import io.opsbus.instance.ProviderId;
import io.opsbus.instance.SnapshotId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happened without having been asked for. A fact, not a judgement: what follows from it is decided elsewhere. */
public sealed interface ProviderEvent {
    /** About one machine. */
    sealed interface OfMachine extends ProviderEvent
            permits PowerChanged, GuestCrashed, GuestReset, HostLost, HostRecovered, Reclaimed {
        Origin origin();
    }

    /** It went on or off: by its button, from inside, or its process ended. */
    record PowerChanged(Origin origin, PowerState power) implements OfMachine {}

    /** The system inside ended in an error; the machine is on. */
    record GuestCrashed(Origin origin) implements OfMachine {}

    /** The system inside began anew; the origin's incarnation is the new one. */
    record GuestReset(Origin origin) implements OfMachine {}

    /**
     * Its host is not heard of; told of every machine that is on there.
     *
     * @param returns whether the host will come back by itself, with what lies on its disks (guide 3.2)
     */
    record HostLost(Origin origin, boolean returns) implements OfMachine {}

    /** Its host is heard of again. */
    record HostRecovered(Origin origin) implements OfMachine {}

    /** Its capacity is needed elsewhere; preemptible machines only. */
    record Reclaimed(Origin origin) implements OfMachine {}

    /**
     * A snapshot grows.
     *
     * @param percent 0 to 100
     */
    record SnapshotProgress(ProviderId provider, SnapshotId snapshot, int percent, Instant occurredAt)
            implements ProviderEvent {}

    /**
     * Events may have been lost: observe.
     *
     * @param machine null means all of the provider's
     */
    record ResyncRequired(ProviderId provider, @Nullable InstanceId machine) implements ProviderEvent {}
}
