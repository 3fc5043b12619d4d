package io.opsbus.instance.provider.simulated;

/** What can be made to happen to a simulated machine. */
public enum Mishap {
    /** Somebody powers it off from inside. */
    POWERED_OFF,
    /** Somebody powers it on by its button. */
    POWERED_ON,
    /** The system inside ends in an error and starts anew. */
    CRASH,
    /** The system inside starts anew. */
    RESET,
    /** Its host is not heard of. */
    HOST_LOST,
    /** Its host is heard of again. */
    HOST_BACK,
    /** Its capacity is needed elsewhere. */
    RECLAIMED
}
