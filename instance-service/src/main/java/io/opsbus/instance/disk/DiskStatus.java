package io.opsbus.instance.disk;

import java.util.Arrays;
import java.util.Optional;

/** The wire's words for the states of a disk (contract 3.2); the last two are internal. */
public enum DiskStatus {
    CREATING("Creating"),
    AVAILABLE("Available"),
    ATTACHING("Attaching"),
    IN_USE("In_use"),
    DETACHING("Detaching"),
    RE_INITING("ReIniting"),
    DELETING("Deleting"),
    DELETED("Deleted");

    private final String word;

    DiskStatus(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /** The status called so, of those a list shows. */
    public static Optional<DiskStatus> of(String word) {
        return Arrays.stream(values())
                .filter(one -> one != DELETING && one != DELETED && one.word.equals(word))
                .findFirst();
    }
}
