package io.opsbus.invocation.link;

import io.opsbus.invocation.TaskId;

/** Hears of scripts while they are given to an agent, one by one: what follows may fail, and then the list they are in answers nobody. */
@FunctionalInterface
public interface Handover {
    /** Nobody asks. */
    Handover UNHEARD = _ -> {};

    /** It is stored that the agent was given it, by this list and no other. */
    void given(TaskId script);
}
