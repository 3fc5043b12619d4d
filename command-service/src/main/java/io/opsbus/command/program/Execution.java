package io.opsbus.command.program;

import java.time.Duration;

/**
 * How a script is run.
 *
 * @param workingDirectory empty for the default: {@code /root} on Linux, the agent's own folder on Windows (guide 2.3.1)
 * @param launcher the program that starts the script; empty for the system's own
 * @param timeout after this long the process is ended; whole seconds, at least one
 */
public record Execution(String workingDirectory, String launcher, Duration timeout) {
    public Execution {
        if (timeout.toSeconds() < 1) {
            throw new IllegalArgumentException("a timeout is at least one second: " + timeout);
        }
    }
}
