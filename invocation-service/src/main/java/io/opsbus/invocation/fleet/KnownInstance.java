package io.opsbus.invocation.fleet;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.Scope;

/**
 * An instance as far as it matters here.
 *
 * @param osType {@code linux}, {@code windows} or {@code freebsd}
 * @param isRunning a managed one always is: whether it can be reached is its agent's matter
 * @param isSimulated its machine is none: whoever simulates it is its agent, too
 */
public record KnownInstance(
        InstanceId id, Scope scope, String name, String osType, boolean isRunning, boolean isSimulated) {
    /** Of a machine that is somebody's. */
    public KnownInstance(InstanceId id, Scope scope, String name, String osType, boolean isRunning) {
        this(id, scope, name, osType, isRunning, false);
    }
}
