package io.opsbus.invocation.work;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a command is run on instances.
 *
 * @param frequency as sent; empty unless it is periodic
 * @param parameters values by name, as sent; they show nowhere by themselves
 * @param place as whom and where
 * @param terminationMode {@code Process} or {@code ProcessTree}: what ends at the time-out, or when it is stopped
 */
public record Terms(
        RepeatMode mode, String frequency, Map<String, String> parameters, Place place, String terminationMode) {
    public Terms {
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }

    /**
     * As whom and where it runs; texts are empty for the default.
     *
     * @param windowsPasswordName the name of a secret
     */
    public record Place(String username, String windowsPasswordName, String containerId, String containerName) {}

    /** Whether its process ends alone. */
    public boolean endsAlone() {
        return terminationMode.equals("Process");
    }

    /** The same with other parameters. */
    public Terms with(String newFrequency, Map<String, String> values) {
        return new Terms(mode, newFrequency, values, place, terminationMode);
    }

    @Override
    public String toString() {
        return "Terms[" + mode + "]";
    }
}
