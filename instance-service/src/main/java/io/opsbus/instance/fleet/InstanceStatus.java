package io.opsbus.instance.fleet;

import java.util.Arrays;
import java.util.Optional;

/** The wire's words for the states of an instance (contract 3.2); {@code Deleted} appears in events only. */
public enum InstanceStatus {
    PENDING("Pending"),
    STARTING("Starting"),
    RUNNING("Running"),
    STOPPING("Stopping"),
    STOPPED("Stopped"),
    DELETED("Deleted");

    private final String word;

    InstanceStatus(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /** The status called so; none is called {@code Deleted} in a list. */
    public static Optional<InstanceStatus> of(String word) {
        return Arrays.stream(values())
                .filter(one -> one != DELETED && one.word.equals(word))
                .findFirst();
    }
}
