package io.opsbus.invocation.work;

import java.util.Arrays;
import java.util.Optional;

/** What runs a command's script (guide 2.3.1), and on which systems it can (guide 2.3.2). */
public enum CommandType {
    SHELL("RunShellScript", false),
    BAT("RunBatScript", true),
    POWER_SHELL("RunPowerShellScript", true);

    private final String word;
    private final boolean forWindows;

    CommandType(String word, boolean forWindows) {
        this.word = word;
        this.forWindows = forWindows;
    }

    /** The wire's word. */
    public String word() {
        return word;
    }

    /** Whether an instance with this system can run it; {@code osType} is {@code linux}, {@code windows} or alike. */
    public boolean fits(String osType) {
        return osType.equalsIgnoreCase("windows") == forWindows;
    }

    /** The type of exactly this word. */
    public static Optional<CommandType> of(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }
}
