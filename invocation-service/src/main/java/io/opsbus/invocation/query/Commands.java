package io.opsbus.invocation.query;

import io.opsbus.invocation.CommandId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.work.Command;
import java.util.Optional;

/** The catalogue of commands, as far as it is known here. */
public interface Commands {
    /**
     * The command of the scope with this id.
     *
     * @throws StoreAway when it is not known here and whoever knows does not answer
     */
    Optional<Command> find(Scope scope, CommandId id);
}
