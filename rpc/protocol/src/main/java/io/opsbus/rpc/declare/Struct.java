package io.opsbus.rpc.declare;

import io.opsbus.rpc.parameter.Got;
import io.opsbus.rpc.parameter.ParameterError;
import io.opsbus.rpc.parameter.ParameterError.Reason;
import io.opsbus.rpc.parameter.Parameters;
import io.opsbus.rpc.reply.RpcError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The fields of a struct parameter and what they make together.
 *
 * @param make builds the value from fields that were read and checked
 */
public record Struct<T>(List<Parameter<?>> parameters, Function<Values, T> make) {
    public Struct {
        parameters = List.copyOf(parameters);
    }

    /** A struct of these fields. */
    public static <T> Struct<T> of(Function<Values, T> make, Parameter<?>... parameters) {
        return new Struct<>(List.of(parameters), make);
    }

    List<Field> fields() {
        return parameters.stream().<Field>map(Parameter::field).toList();
    }

    /** Its fields say no by themselves; the codes are told with what stands in front of their names. */
    Refusing refusing(String prefix) {
        return new Refusing(
                ParameterError::toRpcError,
                parameters.stream()
                        .flatMap(parameter -> parameter.codes().stream())
                        .map(code -> code.below(prefix))
                        .toList());
    }

    Got<T> read(Parameters below) {
        Values.Builder values = new Values.Builder();
        for (Parameter<?> parameter : parameters) {
            Optional<RpcError> error = parameter.read(below, values);
            if (error.isPresent()) {
                return new Got.Wrong<>(new ParameterError(
                        below.fullName(parameter.field().name()), Reason.MALFORMED, "is not valid", error.get()));
            }
        }
        return new Got.Given<>(make.apply(values.build()));
    }

    Got<List<T>> readAll(List<Parameters> entries) {
        List<T> made = new ArrayList<>();
        for (Parameters entry : entries) {
            switch (read(entry)) {
                case Got.Given<T>(T value) -> made.add(value);
                case Got.Absent<T> _ -> throw new IllegalStateException("a struct is never absent");
                case Got.Wrong<T>(ParameterError error) -> {
                    return new Got.Wrong<>(error);
                }
            }
        }
        return new Got.Given<>(List.copyOf(made));
    }
}
