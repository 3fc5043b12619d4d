package io.opsbus.invocation.agentlink.again;

import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.link.Handover;
import io.opsbus.invocation.link.TaskList;

/**
 * One attempt to fetch a list.
 *
 * @param fetch all attempts together
 * @param memory what its agent knows of what it has run
 */
public record Attempt(Fetch fetch, Memory memory) implements Handover {
    /** What an agent knows of what it has run. */
    public enum Memory {
        /** Ours runs nothing twice. */
        ALL,
        /** Scripts are on its disk, but for those of other users, which may go with a boot. */
        OWN_SCRIPTS,
        NONE
    }

    @Override
    public void given(TaskId script) {
        fetch.given(script);
    }

    @Override
    public boolean isLost(TaskId script) {
        return fetch.isLost(script);
    }

    @Override
    public boolean repeats(String user) {
        return switch (memory) {
            case ALL -> true;
            case OWN_SCRIPTS -> user.isEmpty();
            case NONE -> false;
        };
    }

    /** What of it is answered: a script may have been given by another list while this one was made. */
    public TaskList answers(TaskList list) {
        TaskList mine = switch (memory) {
            case ALL -> list;
            case OWN_SCRIPTS -> list.onceForUsers(fetch.lost());
            case NONE -> list.once(fetch.lost());
        };
        fetch.gives(mine.scripts());
        return memory == Memory.ALL ? mine : mine.guarded();
    }
}
