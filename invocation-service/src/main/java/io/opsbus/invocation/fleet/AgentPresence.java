package io.opsbus.invocation.fleet;

import io.opsbus.invocation.task.AgentSight;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was heard of an agent.
 *
 * @param version empty when it never said
 * @param osType empty when it never said
 * @param heard the last time
 * @param connection names its open websocket; null when there is none
 */
public record AgentPresence(
        String version,
        String osType,
        Instant heard,
        @Nullable String connection) {
    /** Whether its websocket is open and was heard of since: a process that died has closed none. */
    public boolean isConnected(Instant since) {
        return connection != null && heard.isAfter(since);
    }

    public AgentSight sight() {
        return new AgentSight(heard, connection != null);
    }
}
