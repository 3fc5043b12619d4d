package io.opsbus.invocation.query;

import io.opsbus.invocation.CommandId;
import io.opsbus.invocation.work.Command;

/** What the bus tells of a command. */
public sealed interface CommandNews {
    CommandId id();

    /** It is like this now. */
    record Saved(Command command) implements CommandNews {
        @Override
        public CommandId id() {
            return command.id();
        }
    }

    /** It is gone. */
    record Deleted(CommandId id) implements CommandNews {}
}
