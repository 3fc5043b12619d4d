package io.opsbus.invocation.passing;

import io.opsbus.parameters.ParameterRules;
import io.opsbus.parameters.PassingMode;

/**
 * How the values of one command's parameters are passed.
 *
 * @param isSafe as environment variables; else as text in their place
 * @param rules what the author declares of them, as {@link ParameterRules} reads it
 */
public record Passing(boolean isSafe, String rules) {
    public static final Passing AS_TEXT = new Passing(false, "");

    /** As the author says; where the author says nothing, as the installation has it. */
    public Passing resolved(boolean safeUnlessSaid) {
        boolean isNowSafe = ParameterRules.read(rules)
                .flatMap(ParameterRules::mode)
                .map(mode -> mode == PassingMode.SAFE)
                .orElse(safeUnlessSaid);
        return new Passing(isNowSafe, rules);
    }

    /** Whether a parameter may have a value. Rules that cannot be read, a newer release's perhaps, allow nothing. */
    public boolean allows(String name, String value) {
        return ParameterRules.read(rules)
                .filter(read -> read.allow(name, value))
                .isPresent();
    }
}
