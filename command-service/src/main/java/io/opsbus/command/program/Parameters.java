package io.opsbus.command.program;

import java.util.List;

/**
 * The custom parameters of a command.
 *
 * @param areEnabled whether {@code {{name}}} in the script means one
 * @param names as first written, in the order of the script; empty when they are not enabled
 */
public record Parameters(boolean areEnabled, List<String> names) {
    public static final Parameters OFF = new Parameters(false, List.of());

    public Parameters {
        names = List.copyOf(names);
        if (!areEnabled && !names.isEmpty()) {
            throw new IllegalArgumentException("parameters that are off have no names");
        }
    }
}
