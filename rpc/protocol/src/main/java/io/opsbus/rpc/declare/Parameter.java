package io.opsbus.rpc.declare;

import io.opsbus.rpc.parameter.Got;
import io.opsbus.rpc.parameter.ParameterError;
import io.opsbus.rpc.parameter.Parameters;
import io.opsbus.rpc.reply.RpcError;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One declared parameter: made by {@link Take}, held in a constant of its Action, asked for with {@link Values#get}.
 *
 * @param <T> what the Action gets: the value, or an {@code Optional} where nothing sent is an answer
 */
public final class Parameter<T> {
    private final Field field;
    private final Refusing refusing;
    private final Function<Parameters, Got<T>> read;

    Parameter(Field field, Refusing refusing, Function<Parameters, Got<T>> read) {
        this.field = field;
        this.refusing = refusing;
        this.read = read;
    }

    public Field field() {
        return field;
    }

    /** More entries than it takes are refused with this code, as the contract has it for this parameter. */
    public Parameter<T> tooMany(String code) {
        return new Parameter<>(field, refusing.tooMany(field.name(), code), read);
    }

    List<Refusing.Code> codes() {
        return refusing.codes();
    }

    /** Reads it into {@code values}; the error when it cannot be used. */
    Optional<RpcError> read(Parameters from, Values.Builder values) {
        return switch (read.apply(from)) {
            case Got.Given<T>(T value) -> {
                values.put(this, value);
                yield Optional.empty();
            }
            case Got.Absent<T> _ -> throw new IllegalStateException("Take resolves what is absent");
            case Got.Wrong<T>(ParameterError error) -> Optional.of(refusing.of().apply(error));
        };
    }
}
