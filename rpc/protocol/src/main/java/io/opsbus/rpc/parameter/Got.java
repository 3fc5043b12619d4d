package io.opsbus.rpc.parameter;

import io.opsbus.rpc.parameter.ParameterError.Reason;
import java.util.function.Function;

/**
 * The answer of a typed getter: a value, nothing sent, or something sent that cannot be used. An unusable value is never
 * taken for an absent one, so that a broken selector cannot widen a request.
 */
public sealed interface Got<T> {
    /** The client sent a usable value. */
    record Given<T>(T value) implements Got<T> {}

    /** The client sent nothing. */
    record Absent<T>() implements Got<T> {}

    /** The client sent something that cannot be used. */
    record Wrong<T>(ParameterError error) implements Got<T> {}

    /** Turns "nothing sent" into {@code fallback}. */
    default Got<T> or(T fallback) {
        return switch (this) {
            case Given<T> given -> given;
            case Absent<T> _ -> new Given<>(fallback);
            case Wrong<T> wrong -> wrong;
        };
    }

    /** Turns "nothing sent" into an error that names {@code parameter}. */
    default Got<T> required(String parameter) {
        return switch (this) {
            case Given<T> given -> given;
            case Absent<T> _ -> wrong(parameter, Reason.MISSING, "is mandatory");
            case Wrong<T> wrong -> wrong;
        };
    }

    /** Applies {@code next} to a given value; {@code next} may find it unusable. */
    default <R> Got<R> then(Function<? super T, Got<R>> next) {
        return switch (this) {
            case Given<T>(T value) -> next.apply(value);
            case Absent<T> _ -> new Absent<>();
            case Wrong<T>(ParameterError error) -> new Wrong<>(error);
        };
    }

    /** An unusable parameter. */
    static <T> Got<T> wrong(String parameter, Reason reason, String detail) {
        return new Wrong<>(new ParameterError(parameter, reason, detail));
    }
}
