package io.opsbus.event.fleet;

import io.opsbus.event.ResourceId;
import java.time.Duration;
import java.time.Instant;

/**
 * An agent as invocation-service last told.
 *
 * @param connected its websocket was open and it was heard of: it is there until it is told otherwise
 * @param heardAt when it was last heard of
 * @param toldAt when that was told; an earlier one is late
 */
public record KnownAgent(ResourceId instance, boolean connected, Instant heardAt, Instant toldAt) {
    /** A connected one is told of again within 10 minutes; whoever is not has nobody left to tell of it. */
    static final Duration WORD_HOLDS = Duration.ofMinutes(25);

    /** When it was last heard of, as far as is known at this time. */
    public Instant heard(Instant now) {
        return connected && now.isBefore(toldAt.plus(WORD_HOLDS)) ? now : heardAt;
    }
}
