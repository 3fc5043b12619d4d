package io.opsbus.instance.provider;

/** What a provider can do with a machine. */
public enum Capability {
    /** Create and delete machines. */
    LIFECYCLE,
    START,
    STOP,
    /** Stop or reboot without asking the system inside. */
    HARD_STOP,
    REBOOT,
    /** Move a machine to another host. */
    REDEPLOY,
    /** Take a broken disk out of a machine's reach, or put an empty one in its place. */
    DISK_REPAIR,
    /** Create and delete disks, attach and detach them. */
    DISKS,
    SNAPSHOTS,
    /** Text of the serial console. */
    CONSOLE_OUTPUT,
    /** A picture of the screen, JPEG. */
    SCREENSHOT
}
