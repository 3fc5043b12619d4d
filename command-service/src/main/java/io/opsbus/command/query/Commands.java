package io.opsbus.command.query;

import io.opsbus.command.Command;
import io.opsbus.command.CommandId;
import io.opsbus.command.Scope;
import java.util.Optional;

/** Commands, to read. Every method throws {@link Away} while the store does not answer. */
public interface Commands {
    /** The command with this id if it is on the scope's shelf. */
    Optional<Command> find(Scope scope, CommandId id);

    /** Those of the scope, newest first. */
    Page<Command> list(Scope scope, CommandFilter filter, Paging paging);

    /** The store does not answer. */
    final class Away extends RuntimeException {
        private static final long serialVersionUID = 1;

        public Away(Throwable cause) {
            super("the store of commands does not answer", cause);
        }
    }
}
