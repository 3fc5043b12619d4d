package io.opsbus.invocation.work;

import java.time.Duration;

/**
 * What a command does.
 *
 * @param parametersOn whether {@code {{name}}} in the script means a parameter
 * @param workingDirectory empty for the default
 * @param launcher the program that starts the script; empty for the system's own
 * @param timeout longest time of a run, whole seconds
 */
public record Program(
        CommandType type,
        Content script,
        boolean parametersOn,
        String workingDirectory,
        String launcher,
        Duration timeout) {
    /** The same, run otherwise. */
    public Program run(String directory, String otherLauncher, Duration longest) {
        return new Program(type, script, parametersOn, directory, otherLauncher, longest);
    }

    /** The same with another script. */
    public Program running(Content other, boolean withParameters) {
        return new Program(type, other, withParameters, workingDirectory, launcher, timeout);
    }
}
