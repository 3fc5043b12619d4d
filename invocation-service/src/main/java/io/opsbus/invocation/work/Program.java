package io.opsbus.invocation.work;

import io.opsbus.invocation.passing.Passing;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a command does.
 *
 * @param parametersOn whether {@code {{name}}} in the script means a parameter
 * @param workingDirectory empty for the default
 * @param launcher the program that starts the script; empty for the system's own
 * @param timeout longest time of a run, whole seconds
 * @param passed how values of parameters are passed; null, as stored by an older release, for text
 */
public record Program(
        CommandType type,
        Content script,
        boolean parametersOn,
        String workingDirectory,
        String launcher,
        Duration timeout,
        @Nullable Passing passed) {
    /** Of which nothing is said about its parameters. */
    public Program(
            CommandType type,
            Content script,
            boolean parametersOn,
            String workingDirectory,
            String launcher,
            Duration timeout) {
        this(type, script, parametersOn, workingDirectory, launcher, timeout, null);
    }

    /** How values of parameters are passed. */
    public Passing passing() {
        return passed == null ? Passing.AS_TEXT : passed;
    }

    /** The same, its values passed so. */
    public Program passing(Passing so) {
        return new Program(type, script, parametersOn, workingDirectory, launcher, timeout, so);
    }

    /** The same, run otherwise. */
    public Program run(String directory, String otherLauncher, Duration longest) {
        return new Program(type, script, parametersOn, directory, otherLauncher, longest, passed);
    }

    /** The same with another script. */
    public Program running(Content other, boolean withParameters) {
        return new Program(type, other, withParameters, workingDirectory, launcher, timeout, passed);
    }
}
