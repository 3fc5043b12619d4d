package io.opsbus.event.fleet;

import io.opsbus.event.ResourceId;
import java.util.List;

/**
 * A host instances run on, as {@code ecs.instances} tells; one that nothing runs on is not known.
 *
 * @param id as its provider names it
 * @param count how many instances run there, whoever owns them; none of those no list shows
 * @param first their ids in order, {@link #SHOWN} at most
 */
public record KnownHost(String id, int count, List<ResourceId> first) {
    /** How many instances of a host are named. */
    public static final int SHOWN = 100;

    /** Keeps its own copy. */
    public KnownHost {
        first = List.copyOf(first);
    }
}
