package io.opsbus.instance.provider.simulated;

import io.opsbus.instance.DiskId;
import io.opsbus.instance.OperationId;
import io.opsbus.instance.fleet.HostId;
import io.opsbus.instance.provider.MachineSpec;
import io.opsbus.instance.provider.OperationResult;
import io.opsbus.instance.provider.PowerState;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One machine. Guarded by its provider's lock. */
final class SimulatedMachine {
    final MachineSpec spec;
    final String address;
    HostId host;
    final Set<DiskId> disks = new HashSet<>();
    boolean on;
    long incarnation;
    long sequence;

    @Nullable
    Instant bootedAt;

    @Nullable
    Instant endedAt;

    private @Nullable OperationId lastOperation;
    private @Nullable OperationResult lastResult;

    SimulatedMachine(MachineSpec spec, String address, HostId host) {
        this.spec = spec;
        this.address = address;
        this.host = host;
        spec.disks().forEach(disk -> disks.add(disk.id()));
    }

    PowerState power() {
        return on ? PowerState.ON : PowerState.OFF;
    }

    void boot(Instant now) {
        on = true;
        incarnation++;
        sequence = 0;
        bootedAt = now;
        endedAt = null;
    }

    void end(Instant now) {
        on = false;
        endedAt = now;
    }

    void remember(OperationId operation, OperationResult result) {
        lastOperation = operation;
        lastResult = result;
    }

    /** The answer of that operation if it was the last one. */
    @Nullable
    OperationResult answer(OperationId operation) {
        return operation.equals(lastOperation) ? lastResult : null;
    }
}
