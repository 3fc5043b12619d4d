package io.opsbus.invocation.work;

import io.opsbus.invocation.delivery.Destination;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a command is run on instances.
 *
 * @param frequency as sent; empty unless it is periodic
 * @param parameters values by name, as sent; they show nowhere by themselves
 * @param place as whom and where
 * @param terminationMode {@code Process} or {@code ProcessTree}: what ends at the time-out, or when it is stopped
 * @param output where its output is delivered; null for nowhere
 */
public record Terms(
        RepeatMode mode,
        String frequency,
        Map<String, String> parameters,
        Place place,
        String terminationMode,
        @Nullable Destination output) {
    /** Whose output is delivered nowhere. */
    public Terms(
            RepeatMode mode, String frequency, Map<String, String> parameters, Place place, String terminationMode) {
        this(mode, frequency, parameters, place, terminationMode, null);
    }

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
        return new Terms(mode, newFrequency, values, place, terminationMode, output);
    }

    /** {@code OssOutputDelivery} on the wire. */
    public String outputWord() {
        return output == null ? "" : output.text();
    }

    @Override
    public String toString() {
        return "Terms[" + mode + "]";
    }
}
