package io.opsbus.instance.provider;

import io.opsbus.instance.InstanceId;
import io.opsbus.instance.ProviderId;
import io.opsbus.instance.ZoneId;
import io.opsbus.instance.catalog.InstanceTypeName;
import io.opsbus.instance.fleet.HostId;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * One way of owning machines. Every implementation passes {@code contract.ComputeProviderContract}.
 *
 * <p>No call blocks: the answer comes later, on a thread of the provider's. An answer is a value, also a "no"; a stage
 * that completes exceptionally is a bug or broken I/O, and the caller asks again.
 */
public interface ComputeProvider extends AutoCloseable {
    ProviderId id();

    /** What can be done with such a machine. An operation outside of it answers {@link OperationResult.Unsupported}. */
    Set<Capability> capabilities(InstanceId machine);

    /**
     * Does an operation, once for each operation id: asked again, also after a restart of the caller, it answers as the
     * first time or, if it has forgotten, does what leads to the same state.
     *
     * <p>What an operation leads to is told by its result alone and not by an event as well.
     */
    CompletionStage<OperationResult> execute(Operation operation);

    /** How a machine is now: for a caller that may have missed something. */
    CompletionStage<Observed> observe(InstanceId machine);

    /**
     * Tells the provider of a machine it made in an earlier life of this process. A provider that can find its machines
     * does, and answers how it found this one; one that keeps them in memory makes it anew in the state last known.
     */
    CompletionStage<Observed> adopt(Adoption machine);

    /** What the machine shows. */
    CompletionStage<Capture> capture(InstanceId machine, CaptureKind kind);

    /** How many more of a type a zone has. */
    Stock stock(ZoneId zone, InstanceTypeName type);

    /**
     * Has the listener told of every event from now on, those of one machine in their order. It must be quick. There is
     * one listener; another takes its place.
     */
    void listen(Consumer<ProviderEvent> listener);

    /**
     * An operator says that a host is not heard of any more, before the provider notices or where it cannot. What is told of its
     * machines is what would be told if it had noticed.
     *
     * @param returns whether it will come back by itself, with what lies on its disks
     * @return how many machines that are on it was told of; empty if the provider has no such host
     */
    default OptionalInt lose(HostId host, boolean returns) {
        return OptionalInt.empty();
    }

    /**
     * A host was declared lost in an earlier life and was not taken back. Comes before the machines are adopted; nothing is told
     * of them.
     */
    default void adoptLost(HostId host, boolean returns) {}

    /** An operator says that a lost host is heard of again; likewise. */
    default OptionalInt recover(HostId host) {
        return OptionalInt.empty();
    }

    /** Lets go of threads and connections; machines go on. */
    @Override
    void close();
}
