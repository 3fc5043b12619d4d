package io.opsbus.agent.cli;

/** Why an agent has ended, and what whoever watches its process is to do. */
public enum End {
    /** It was told to (SIGTERM). */
    STOPPED(0),
    /** The machine is not registered any more: it is not started again. */
    DEREGISTERED(0),
    /** The machine is another instance now: whoever watches the process starts it again, as that one. */
    REPLACED(1),
    /** There is no registration, and no other start makes one: it is not started again (EX_CONFIG of sysexits.h). */
    UNREGISTERED(78),
    /** A part of it failed, without which it would be deaf: it is started again. */
    FAILED(1),
    /** Another version is to be started: whoever watches the process starts it again (EX_TEMPFAIL of sysexits.h). */
    OUTDATED(75);

    private final int status;

    End(int status) {
        this.status = status;
    }

    /** The exit status. */
    int status() {
        return status;
    }
}
