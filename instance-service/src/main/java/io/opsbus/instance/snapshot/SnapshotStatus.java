package io.opsbus.instance.snapshot;

import java.util.Arrays;
import java.util.Optional;

/** The wire's words for the states of a snapshot (contract 3.2); the last is internal. */
public enum SnapshotStatus {
    PROGRESSING("progressing"),
    ACCOMPLISHED("accomplished"),
    FAILED("failed"),
    DELETING("deleting");

    private final String word;

    SnapshotStatus(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /** The status called so, of those a list shows. */
    public static Optional<SnapshotStatus> of(String word) {
        return Arrays.stream(values())
                .filter(one -> one != DELETING && one.word.equals(word))
                .findFirst();
    }
}
