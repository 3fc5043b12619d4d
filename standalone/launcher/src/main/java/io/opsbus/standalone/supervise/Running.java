package io.opsbus.standalone.supervise;

/** A started process, as the supervisor sees it. */
public interface Running {
    long pid();

    /** Start of the process in epoch milliseconds; with the pid it names the process for ever. */
    long startedMillis();

    boolean isAlive();

    /** Only when not alive. */
    int exitCode();

    /** Sends the signal (TERM, INT, KILL); a process that is gone is no error. */
    void signal(String name);
}
