package io.opsbus.standalone.backbone.process;

/** The POSIX signals we send. The names are those of {@code kill(1)}. */
public enum Signal {
    TERM,
    INT,
    QUIT,
    KILL,
    /** Freezes the process: it keeps its sockets and answers nothing, as in a long stall or a lost network. */
    STOP,
    /** Lets a frozen process run on. */
    CONT
}
