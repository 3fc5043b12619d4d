package io.opsbus.instance.provider;

/** Whether a machine is on. */
public enum PowerState {
    ON,
    OFF,
    /** There is no such machine. */
    ABSENT
}
