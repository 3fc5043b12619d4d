package io.opsbus.event.kind;

/** What is done to the instance when an event is executed: what happens if the user does nothing. */
public enum Operation {
    /** Nothing can be done: the event tells of something that lasts. */
    NONE,
    REBOOT,
    STOP,
    /** Moves the instance to a healthy host; data on local disks is lost (guide 3.2). */
    REDEPLOY,
    DELETE,
    ISOLATE_DISK,
    REINIT_DISK,
    REBOOT_AND_ISOLATE_DISK,
    REBOOT_AND_REINIT_DISK,
    CLEAN_INACTIVE_DISKS;

    /** Whether it is about one disk of the instance. */
    public boolean ofDisk() {
        return switch (this) {
            case ISOLATE_DISK, REINIT_DISK, REBOOT_AND_ISOLATE_DISK, REBOOT_AND_REINIT_DISK -> true;
            case NONE, REBOOT, STOP, REDEPLOY, DELETE, CLEAN_INACTIVE_DISKS -> false;
        };
    }
}
