package io.opsbus.standalone.supervise;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * One operating-system process the supervisor keeps alive.
 *
 * @param name as the status and logs verbs know it
 * @param start starts it, once for each life
 * @param log where its output goes
 * @param after names of the programs that must be ready before this one is started
 * @param probe tells whether the program serves
 * @param stop how a stop is asked for, and how long it may take before the process is killed
 */
public record Program(String name, Start start, Path log, List<String> after, Probe probe, Stop stop) {

    /** Starts a process, or fails with a sentence for the operator. */
    @FunctionalInterface
    public interface Start {
        Running start() throws IOException;
    }

    /** A signal name ({@code TERM}, {@code INT}) and the patience with it. */
    public record Stop(String signal, Duration patience) {}
}
