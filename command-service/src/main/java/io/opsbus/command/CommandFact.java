package io.opsbus.command;

/** What happened to a command, for the bus. */
public sealed interface CommandFact {
    CommandId id();

    /** Counts the changes of the command; with the id it names the fact, for ever. */
    long revision();

    /** It is like this from now on. */
    record Saved(Command command) implements CommandFact {
        @Override
        public CommandId id() {
            return command.id();
        }

        @Override
        public long revision() {
            return command.revision();
        }
    }

    /** It is gone. */
    record Deleted(CommandId id, long revision) implements CommandFact {}
}
