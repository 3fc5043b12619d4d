package io.opsbus.agent;

/** The agent's log. Never a script, a parameter, output or a secret. */
@FunctionalInterface
public interface Journal {
    /**
     * Writes a line.
     *
     * @param what happened, one sentence
     * @param pairs names and values, in turn
     */
    void note(String what, Object... pairs);
}
