package io.opsbus.invocation.delivery;

/** What an object store made of an object that was sent to it. */
public sealed interface Attempt {
    /** It is there. */
    record Stored() implements Attempt {}

    /**
     * It will not be there, however often it is sent.
     *
     * @param code why, one word
     */
    record Refused(String code) implements Attempt {}

    /**
     * It may be there another time: the store is away, busy, or is not told right by its operator who we are.
     *
     * @param code why, one word
     */
    record NotYet(String code) implements Attempt {}
}
