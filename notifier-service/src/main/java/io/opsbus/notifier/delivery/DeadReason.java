package io.opsbus.notifier.delivery;

import java.util.Arrays;
import java.util.Optional;

/** Why a delivery ended in {@code notifier.dlq}. */
public enum DeadReason {
    /** No attempt succeeded before the policy's limit. */
    EXPIRED("Expired"),
    /** The target answered 410: it wants no more. */
    GONE("Gone"),
    /** The subscription was deleted while the delivery was on its way. */
    UNSUBSCRIBED("Unsubscribed"),
    /** A silence of its account kept it back: nobody was asked, and nothing is wrong. */
    SILENCED("Silenced"),
    /** The record could not be decoded. */
    POISON("Poison");

    private final String word;

    DeadReason(String word) {
        this.word = word;
    }

    /** The word on the wire. */
    public String word() {
        return word;
    }

    /** The reason of a word, in any case of letters; empty for any other text. */
    public static Optional<DeadReason> of(String word) {
        return Arrays.stream(values())
                .filter(one -> one.word.equalsIgnoreCase(word))
                .findFirst();
    }
}
