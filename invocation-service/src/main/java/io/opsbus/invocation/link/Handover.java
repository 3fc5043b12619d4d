package io.opsbus.invocation.link;

import io.opsbus.invocation.TaskId;

/**
 * Hears of scripts while they are given to an agent, one by one: what follows may fail, and then the list they are in answers nobody.
 *
 * <pre>
 *   begins --stored--> given
 *      | `--another list has it, or nobody gets it--> notGiven
 *      `--the store does not answer: it may be given, and nobody knows
 * </pre>
 */
public interface Handover {
    /** Nobody asks. */
    Handover UNHEARD = new Handover() {
        @Override
        public void begins(TaskId script) {}

        @Override
        public void given(TaskId script) {}

        @Override
        public void notGiven(TaskId script) {}
    };

    /** That it is given is about to be stored. */
    void begins(TaskId script);

    /** It is stored. */
    void given(TaskId script);

    /** It was in another list before, or its agent does not get it. */
    void notGiven(TaskId script);
}
