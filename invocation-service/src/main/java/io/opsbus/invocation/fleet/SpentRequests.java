package io.opsbus.invocation.fleet;

import io.opsbus.invocation.InstanceId;
import java.time.Instant;

/**
 * Signed requests of agents that were taken: each is good once, in every process and after a restart. Throws {@link
 * io.opsbus.invocation.query.StoreAway} while the store does not answer: then nothing is taken.
 */
public interface SpentRequests {
    /** Spends one; false when it was spent before. */
    boolean spend(InstanceId instance, String request, Instant now);

    /** Forgets at most so many of those spent before a time; how many it were. */
    int forget(Instant before, int most);
}
