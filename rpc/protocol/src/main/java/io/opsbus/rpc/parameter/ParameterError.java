package io.opsbus.rpc.parameter;

import io.opsbus.rpc.reply.RpcError;
import org.jspecify.annotations.Nullable;

/**
 * Why a parameter cannot be used.
 *
 * @param parameter its full name on the wire, such as {@code Tag.1.Key}; empty when the name itself cannot be read
 * @param detail one sentence for the caller; never repeats the value, which may be a secret
 * @param declared the error a declaration inside a struct has for it; null for the usual one
 */
public record ParameterError(
        String parameter,
        Reason reason,
        String detail,
        @Nullable RpcError declared) {
    public ParameterError(String parameter, Reason reason, String detail) {
        this(parameter, reason, detail, null);
    }

    /** What is wrong, for programs. */
    public enum Reason {
        MISSING,
        MALFORMED,
        OUT_OF_RANGE,
        TOO_MANY,
        DUPLICATE
    }

    /** The error as the wire knows it: a declared one, {@code MissingParameter}, else {@code InvalidParameter}. */
    public RpcError toRpcError() {
        if (declared != null) {
            return declared;
        }
        return switch (reason) {
            case MISSING -> RpcError.missingParameter(parameter);
            case MALFORMED, OUT_OF_RANGE, TOO_MANY, DUPLICATE -> RpcError.invalidParameter(parameter, detail);
        };
    }
}
