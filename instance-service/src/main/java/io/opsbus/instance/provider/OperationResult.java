package io.opsbus.instance.provider;

import io.opsbus.instance.fleet.HostId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How an operation ended. */
public sealed interface OperationResult {
    /**
     * It is done.
     *
     * @param incarnation of the machine from now on; 0 for operations on disks and snapshots
     * @param at when
     * @param privateIp the machine's address, of a creation; else null
     * @param host where the machine is from now on; null if the provider does not say, or of disks and snapshots
     */
    record Done(
            long incarnation,
            Instant at,
            @Nullable String privateIp,
            @Nullable HostId host) implements OperationResult {
        /** Without a host. */
        public Done(long incarnation, Instant at, @Nullable String privateIp) {
            this(incarnation, at, privateIp, null);
        }
    }

    /**
     * It cannot be done, and asking again will not help.
     *
     * @param message for people
     */
    record Failed(Reason reason, String message, Instant at) implements OperationResult {}

    /** This provider cannot do such a thing with this machine. Nothing has changed. */
    record Unsupported(Capability missing) implements OperationResult {}

    /** Why not. */
    enum Reason {
        /** The zone has no more machines of the type (guide 3.3). */
        NO_STOCK,
        /** The vSwitch has no more addresses, or the wanted one is taken (guide 3.3). */
        NO_ADDRESS,
        NO_SUCH_MACHINE,
        /** The disk hangs on another machine. */
        DISK_BUSY,
        /** Anything else: the machine, its host or what is inside did not do it. */
        BROKEN
    }
}
