package io.opsbus.rpc.parameter;

import io.opsbus.rpc.reply.RpcError;

/**
 * Why a parameter cannot be used.
 *
 * @param parameter its full name on the wire, such as {@code Tag.1.Key}; empty when the name itself cannot be read
 * @param detail one sentence for the caller; never repeats the value, which may be a secret
 */
public record ParameterError(String parameter, Reason reason, String detail) {
    /** What is wrong, for programs. */
    public enum Reason {
        MISSING,
        MALFORMED,
        OUT_OF_RANGE,
        TOO_MANY,
        DUPLICATE
    }

    /** The error as the wire knows it: {@code MissingParameter}, else {@code InvalidParameter}; both HTTP 400. */
    public RpcError toRpcError() {
        return switch (reason) {
            case MISSING -> RpcError.missingParameter(parameter);
            case MALFORMED, OUT_OF_RANGE, TOO_MANY, DUPLICATE -> RpcError.invalidParameter(parameter, detail);
        };
    }
}
