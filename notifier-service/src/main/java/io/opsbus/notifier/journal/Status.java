package io.opsbus.notifier.journal;

import java.util.Arrays;
import java.util.Optional;

/** What an attempt came to for its delivery. */
public enum Status {
    /** The target took it. */
    DELIVERED("delivered"),
    /** It failed, and another attempt follows. */
    FAILED("failed"),
    /** It failed, and was the last one: the delivery is a dead letter. */
    DEAD("dead"),
    /** It was not made: a newer event of the resource took the delivery's place. */
    SUPERSEDED("superseded"),
    /** It was not made: a silence kept the delivery back. */
    SILENCED("silenced");

    private final String word;

    Status(String word) {
        this.word = word;
    }

    /** The word on the wire. */
    public String word() {
        return word;
    }

    /** The status of a word; empty for any other text. */
    public static Optional<Status> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
    }
}
