package io.opsbus.invocation.rpc;

import io.opsbus.invocation.CommandId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.work.Program;
import io.opsbus.rpc.reply.RpcError;

/** The catalogue of commands, to put one in, and to take it away again. */
public interface CommandCatalogue {
    /**
     * Creates a command.
     *
     * @param token the same for the same request: it is created once
     * @throws io.opsbus.invocation.query.StoreAway while the catalogue does not answer
     */
    Created create(Scope scope, String name, String description, Program program, String token);

    /**
     * Deletes a command that was created for nothing.
     *
     * @throws io.opsbus.invocation.query.StoreAway when nobody can say that it is deleted
     */
    void remove(Scope scope, CommandId id);

    /** What came of it. */
    sealed interface Created {}

    record As(CommandId id) implements Created {}

    /** The catalogue's own "no", for the caller as it is. */
    record Refused(RpcError error) implements Created {}
}
