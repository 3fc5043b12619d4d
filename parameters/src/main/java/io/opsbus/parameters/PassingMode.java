package io.opsbus.parameters;

/** How a value reaches a script. */
public enum PassingMode {
    /** As text in its place, as the original does it (guide 2.1): the script's language reads it. */
    TEXT,
    /** As the value of an environment variable: nothing reads it as anything but a value. */
    SAFE
}
