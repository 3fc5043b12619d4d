package io.opsbus.schemas.registry;

/** What a new schema of a subject is held against; the names are the wire's. */
public enum Compatibility {
    /** Nothing. */
    NONE,
    /** It reads what the latest wrote. */
    BACKWARD,
    /** It reads what all before wrote. */
    BACKWARD_TRANSITIVE,
    /** The latest reads what it writes. */
    FORWARD,
    /** All before read what it writes. */
    FORWARD_TRANSITIVE,
    /** Both ways with the latest. */
    FULL,
    /** Both ways with all before. */
    FULL_TRANSITIVE;

    boolean newReadsOld() {
        return name().startsWith("BACKWARD") || name().startsWith("FULL");
    }

    boolean oldReadsNew() {
        return name().startsWith("FORWARD") || name().startsWith("FULL");
    }

    boolean transitive() {
        return name().endsWith("_TRANSITIVE");
    }
}
