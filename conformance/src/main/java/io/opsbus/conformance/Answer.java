package io.opsbus.conformance;

/** What an SDK made of an answer. */
public sealed interface Answer {
    /** The call did what it was asked. */
    record Done(Body body, Wire wire) implements Answer {}

    /**
     * The call was refused.
     *
     * @param status HTTP status, 400 to 599
     * @param code such as {@code InvalidInstanceId.NotFound}
     * @param requestId the refused request's id
     */
    record Refused(int status, String code, String message, String requestId, Wire wire) implements Answer {}

    /**
     * The body of a call that must have been done.
     *
     * @throws AssertionError when it was refused
     */
    default Body body() {
        return switch (this) {
            case Done done -> done.body();
            case Refused refused -> throw new AssertionError("expected an answer, was refused: " + refused);
        };
    }

    /**
     * The refusal of a call that must have been refused.
     *
     * @throws AssertionError when it was done
     */
    default Refused refusal() {
        return switch (this) {
            case Done done -> throw new AssertionError("expected a refusal, was answered: " + done.body());
            case Refused refused -> refused;
        };
    }

    /** {@code OK}, or the code of the refusal. */
    default String outcome() {
        return switch (this) {
            case Done done -> "OK";
            case Refused refused -> refused.code();
        };
    }
}
