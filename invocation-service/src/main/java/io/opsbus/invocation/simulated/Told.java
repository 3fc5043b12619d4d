package io.opsbus.invocation.simulated;

import io.opsbus.invocation.InstanceId;

/** How far the service itself has heard of instances: their agents come no sooner. */
@FunctionalInterface
public interface Told {
    /**
     * Whether it has heard of this change of the instance, or of a later one. News of how it was before end what runs there, so
     * nothing is begun before they are through.
     */
    boolean of(InstanceId instance, long revision);
}
