package io.opsbus.notifier.hold;

import java.time.Instant;
import java.util.List;

/** The stops of all sending that are in force, durable. */
public interface Stops {
    /** All of them, those that end too, in the order they were begun. */
    List<Stop> all();

    /**
     * Begins one; one of the same scope that is in force, and does not end, stays as it is.
     *
     * @return whether it began
     */
    boolean begin(Stop.Scope scope, String why, Instant now);

    /**
     * Takes one back; it is over when {@link #letGo} has let go all that waited.
     *
     * @return whether there was one that did not end already
     */
    boolean end(Stop.Scope scope, Instant now);

    /**
     * Lets go some of what waited for a stop that ends: the time it waited does not count for its age, unless a hold or another stop
     * counts for it.
     *
     * @return whether there may be more
     */
    boolean letGo(int limit);

    /** How many deliveries wait, for whatever reason. */
    long waiting(Stop.Scope scope);
}
