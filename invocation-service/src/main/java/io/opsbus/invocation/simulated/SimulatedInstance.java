package io.opsbus.invocation.simulated;

import io.opsbus.invocation.InstanceId;
import java.util.Map;

/**
 * A simulated instance, as the bus tells of it.
 *
 * @param isRunning it is switched on
 * @param incarnation counts the boots of its machine
 * @param revision counts its changes
 * @param osType {@code linux} or {@code windows}
 */
public record SimulatedInstance(
        InstanceId id,
        boolean isRunning,
        long incarnation,
        long revision,
        String osType,
        String hostName,
        Map<String, String> tags) {
    public SimulatedInstance {
        tags = Map.copyOf(tags);
    }
}
