package io.opsbus.command.use;

/** What the bus tells of one invocation. */
public sealed interface UseNews {
    /** Its id. */
    String invocation();

    /** It runs this command, from now on. */
    record Used(CommandUse use) implements UseNews {
        @Override
        public String invocation() {
            return use.invocation();
        }
    }

    /** It has ended. */
    record Ended(String invocation) implements UseNews {}
}
