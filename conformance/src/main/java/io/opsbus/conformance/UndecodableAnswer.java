package io.opsbus.conformance;

import org.jspecify.annotations.Nullable;

/** The SDK did not understand the answer, or there was none: always a violation of the contract. */
public final class UndecodableAnswer extends RuntimeException {
    /**
     * @param wire what came back, null when nothing did
     */
    public UndecodableAnswer(Dialect dialect, String action, @Nullable Wire wire, Throwable cause) {
        super(dialect + " " + action + ": " + cause + "\nanswer: " + wire, cause);
    }
}
