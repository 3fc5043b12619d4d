package io.opsbus.invocation.link;

import io.opsbus.invocation.TaskId;

/**
 * Hears of scripts while they are given to an agent, one by one: what follows may fail, and then the list they are in answers nobody. And
 * says which the agent may be given that were in a list before.
 */
@FunctionalInterface
public interface Handover {
    /** Nobody asks. */
    Handover UNHEARD = _ -> {};

    /** It is stored that the agent was given it, by this list and no other. */
    void given(TaskId script);

    /** Whether it was in an answer to this very question which did not arrive. */
    default boolean isLost(TaskId script) {
        return false;
    }

    /**
     * Whether the agent is given again what was in a list before, and is not {@linkplain #isLost lost}.
     *
     * @param user whom the script runs as; empty for whom its agent does
     */
    default boolean repeats(String user) {
        return true;
    }
}
