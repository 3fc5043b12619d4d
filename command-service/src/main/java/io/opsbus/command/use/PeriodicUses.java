package io.opsbus.command.use;

import io.opsbus.command.CommandPlace;

/**
 * Whether an invocation that is repeated, or waits for a boot, runs a command now, be it that the bus has told of it or not
 * (ADR 0010).
 */
@FunctionalInterface
public interface PeriodicUses {
    /**
     * Asks the one who keeps them.
     *
     * @throws Away when it does not answer
     */
    boolean areThere(CommandPlace place);

    /** Who keeps them does not answer. */
    final class Away extends RuntimeException {
        private static final long serialVersionUID = 1;

        public Away(Throwable cause) {
            super("who runs commands does not answer", cause);
        }
    }
}
