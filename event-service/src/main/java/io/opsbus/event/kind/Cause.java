package io.opsbus.event.kind;

/** Why system events of a type happen: the first half of the type's word, or trouble of a disk. */
public enum Cause {
    /** Planned work on the host. */
    SYSTEM_MAINTENANCE,
    /** The host broke. */
    SYSTEM_FAILURE,
    /** The guest crashed. */
    INSTANCE_FAILURE,
    /** A subscription ends. */
    INSTANCE_EXPIRATION,
    /** An account owes money. */
    ACCOUNT_UNBALANCED,
    /** A disk runs badly (guide 4.2 块存储系统事件). */
    DISK_TROUBLE;

    /** Whether money makes it go away. */
    public boolean isBilling() {
        return this == INSTANCE_EXPIRATION || this == ACCOUNT_UNBALANCED;
    }
}
