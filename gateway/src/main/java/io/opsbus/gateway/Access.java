package io.opsbus.gateway;

/** What an action does to resources, as its service declares it. */
public enum Access {
    /** Changes nothing. */
    READ,
    /** May change something: it needs more than a read-only key, and its replay is refused even after a restart. */
    WRITE
}
