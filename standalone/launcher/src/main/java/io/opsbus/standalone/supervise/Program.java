package io.opsbus.standalone.supervise;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One operating-system process the supervisor keeps alive.
 *
 * @param name as shown by {@code status} and taken by {@code logs}
 * @param command program and arguments
 * @param environment added to the supervisor's own
 * @param log where standard output and error go
 * @param after names of the programs that must be ready before this one is started
 * @param probe tells whether the program serves
 * @param stop how a stop is asked for, and how long it may take before the process is killed
 */
public record Program(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path log,
        List<String> after,
        Probe probe,
        Stop stop) {

    /** A signal name ({@code TERM}, {@code INT}) and the patience with it. */
    public record Stop(String signal, Duration patience) {}
}
