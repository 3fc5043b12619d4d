package io.opsbus.rpc.declare;

import io.opsbus.rpc.parameter.Got;
import io.opsbus.rpc.parameter.ParameterError;
import io.opsbus.rpc.parameter.ParameterError.Reason;
import io.opsbus.rpc.parameter.Parameters;
import io.opsbus.rpc.reply.RpcError;
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
}
