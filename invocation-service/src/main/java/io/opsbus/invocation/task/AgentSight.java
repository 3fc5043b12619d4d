package io.opsbus.invocation.task;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an instance's agent at a moment.
 *
 * @param heard when it last was heard; null for never
 * @param connected whether its websocket is open
 * @param refused when it last refused a kick, for it was being upgraded; null for never
 */
public record AgentSight(
        @Nullable Instant heard,
        boolean connected,
        @Nullable Instant refused) {
    public static final AgentSight NEVER = new AgentSight(null, false, null);

    /** Of one that refused nothing. */
    public AgentSight(@Nullable Instant heard, boolean connected) {
        this(heard, connected, null);
    }

    /** Whether it has refused a kick since. */
    boolean hasRefused(Instant since) {
        return refused != null && !refused.isBefore(since);
    }

    /** As it is seen by who could not have heard it before. */
    public AgentSight unheardBefore(Instant listening) {
        return heard == null || !heard.isBefore(listening) ? this : new AgentSight(listening, connected, refused);
    }

    /** Whether it is there. An open websocket alone is no proof: it may have died unseen. */
    public boolean isAlive(Instant now, Duration silence) {
        return heard != null && heard.plus(silence).isAfter(now);
    }
}
