package io.opsbus.rpc.declare;

import io.opsbus.rpc.parameter.ParameterError;
import io.opsbus.rpc.parameter.ParameterError.Reason;
import io.opsbus.rpc.reply.RpcError;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How a parameter's "no" is said on the wire, and which codes that can be, for the reference page.
 *
 * @param codes those of its own, beside the protocol's {@code MissingParameter} and {@code InvalidParameter}
 */
record Refusing(Function<ParameterError, RpcError> of, List<Code> codes) {
    static final Refusing USUAL = new Refusing(ParameterError::toRpcError, List.of());

    Refusing {
        codes = List.copyOf(codes);
    }

    /**
     * A code with what makes it be heard.
     *
     * @param name of the parameter, as the page writes it
     * @param when completes a sentence that begins with the name
     */
    record Code(int status, String code, String name, String when) {
        Code below(String prefix) {
            return new Code(status, code, prefix + name, when);
        }
    }

    Refusing unusable(String name, int status, String code) {
        return with(
                new Code(status, code, name, "cannot be used as it was sent."),
                error -> error.reason() == Reason.MISSING
                        ? of.apply(error)
                        : new RpcError(status, code, error.toRpcError().message()));
    }

    Refusing missing(String name, String code) {
        return with(
                new Code(400, code, name, "must be sent."),
                error -> error.reason() == Reason.MISSING
                        ? new RpcError(400, code, of.apply(error).message())
                        : of.apply(error));
    }

    Refusing tooMany(String name, String code) {
        return with(
                new Code(400, code, name, "has more entries than it may."),
                error -> error.reason() == Reason.TOO_MANY
                        ? new RpcError(400, code, of.apply(error).message())
                        : of.apply(error));
    }

    private Refusing with(Code code, Function<ParameterError, RpcError> next) {
        return new Refusing(next, Stream.concat(codes.stream(), Stream.of(code)).toList());
    }
}
