package io.opsbus.benchmarks.sink;

import java.util.Arrays;
import java.util.Optional;

/** How targets that are set apart treat a request; what is for them is counted nowhere. */
public enum Temper {
    /** They answer like the others. */
    WELL("well"),
    /** They take it and never answer. */
    HANG("hang"),
    /** They answer a byte a second. */
    DRIP("drip"),
    /** They take it and reset the connection. */
    RESET("reset");

    private final String word;

    Temper(String word) {
        this.word = word;
    }

    /** The temper of a word. */
    public static Optional<Temper> of(String word) {
        return Arrays.stream(values())
                .filter(temper -> temper.word.equals(word))
                .findFirst();
    }

    /** Its word on the command line. */
    public String word() {
        return word;
    }
}
