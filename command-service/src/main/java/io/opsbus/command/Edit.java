package io.opsbus.command;

import io.opsbus.command.program.Execution;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is to be changed of a command; null leaves a thing as it is. Script and type never change: clone the command.
 *
 * @param name new name, not empty
 * @param description new description; empty clears it
 * @param workingDirectory new working directory; empty means the default again
 * @param launcher new launcher; empty means none
 * @param timeout new timeout
 */
public record Edit(
        @Nullable String name,
        @Nullable String description,
        @Nullable String workingDirectory,
        @Nullable String launcher,
        @Nullable Duration timeout) {

    Labels apply(Labels labels) {
        return labels.renamed(
                name == null ? labels.name() : name, description == null ? labels.description() : description);
    }

    Execution apply(Execution execution) {
        return new Execution(
                workingDirectory == null ? execution.workingDirectory() : workingDirectory,
                launcher == null ? execution.launcher() : launcher,
                timeout == null ? execution.timeout() : timeout);
    }
}
