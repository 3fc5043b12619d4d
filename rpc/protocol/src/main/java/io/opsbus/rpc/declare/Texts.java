package io.opsbus.rpc.declare;

import io.opsbus.rpc.parameter.Got;
import io.opsbus.rpc.parameter.ParameterError.Reason;
import java.util.function.BiFunction;

/** Limits of texts, for {@link Take#as}. */
public final class Texts {
    private Texts() {}

    /** From {@code min} to {@code max} characters (Unicode code points). */
    public static BiFunction<String, String, Got<String>> length(int min, int max) {
        return (name, text) -> {
            int length = text.codePointCount(0, text.length());
            return length >= min && length <= max
                    ? new Got.Given<>(text)
                    : Got.wrong(name, Reason.OUT_OF_RANGE, "must have " + min + " to " + max + " characters");
        };
    }

    /** A text of that length, with the limit told on the reference page. */
    public static Take<String> text(String name, int min, int max) {
        return Take.text(name).as(min + " to " + max + " characters", length(min, max));
    }
}
