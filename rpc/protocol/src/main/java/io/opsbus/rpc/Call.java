package io.opsbus.rpc;

import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Values;
import io.opsbus.rpc.identity.Identity;
import java.time.Instant;

/**
 * One authenticated request whose parameters were read and checked.
 *
 * @param identity who asks, from the signed header of the gateway, never from a parameter
 * @param now when the request arrived here
 * @param values by declared parameter
 * @param fresh ids and change keys: the same for every repetition of the request under one {@code ClientToken}
 */
public record Call(Identity identity, Instant now, Values values, Fresh fresh) {
    /** The account whose resources the request may see and change. */
    public String accountId() {
        return identity.accountId();
    }

    public String requestId() {
        return identity.requestId();
    }

    /** How often notifiers have told what the request tells, as the client says. */
    public Hops hops() {
        return identity.hops();
    }

    /** The value of a declared parameter. */
    public <T> T get(Parameter<T> parameter) {
        return values.get(parameter);
    }

    /** No parameter values: they may be secrets. */
    @Override
    public String toString() {
        return "Call[" + identity.name() + ", " + identity.accountId() + ", " + identity.requestId() + "]";
    }
}
