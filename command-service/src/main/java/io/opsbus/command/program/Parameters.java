package io.opsbus.command.program;

import io.opsbus.parameters.ParameterRules;
import java.util.List;

/**
 * The custom parameters of a command.
 *
 * @param areEnabled whether {@code {{name}}} in the script means one
 * @param names as first written, in the order of the script; empty when they are not enabled
 * @param rules what the author declares of them, as {@link ParameterRules} reads it; empty for nothing
 */
public record Parameters(boolean areEnabled, List<String> names, String rules) {
    public static final Parameters OFF = new Parameters(false, List.of());

    public Parameters {
        names = List.copyOf(names);
        if (!areEnabled && !names.isEmpty()) {
            throw new IllegalArgumentException("parameters that are off have no names");
        }
    }

    /** Without rules. */
    public Parameters(boolean areEnabled, List<String> names) {
        this(areEnabled, names, "");
    }

    /** The same with these rules. */
    public Parameters ruled(String by) {
        return new Parameters(areEnabled, names, by);
    }

    /** Whether these rules can be read and speak of these parameters only. */
    public boolean canHave(String text) {
        return (text.isEmpty() || areEnabled) && ParameterRules.canBe(text, names);
    }
}
