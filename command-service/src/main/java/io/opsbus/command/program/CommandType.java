package io.opsbus.command.program;

import java.util.Arrays;
import java.util.Optional;

/** What runs a command's script (guide 2.3.1). */
public enum CommandType {
    /** On Linux. */
    SHELL("RunShellScript"),
    /** On Windows. */
    BAT("RunBatScript"),
    /** On Windows. */
    POWER_SHELL("RunPowerShellScript");

    private final String word;

    CommandType(String word) {
        this.word = word;
    }

    /** The wire's word. */
    public String word() {
        return word;
    }

    /** The type of exactly this word. */
    public static Optional<CommandType> of(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }
}
