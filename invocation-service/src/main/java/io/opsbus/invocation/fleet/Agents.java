package io.opsbus.invocation.fleet;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.link.AgentNews;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is heard of agents, in every process. Not decisions but observations: the last one counts. Throws
 * {@link io.opsbus.invocation.query.StoreAway} while the store does not answer.
 */
public interface Agents {
    /** Heard at that time; a text that is empty leaves what is known. */
    void heard(InstanceId instance, AgentNews news, Instant now);

    /** The same, and its websocket is open from now on. */
    void connected(InstanceId instance, AgentNews news, Instant now);

    /** It refused a kick: the official one does while it is upgraded (agent facts 7.1). */
    void refused(InstanceId instance, Instant now);

    /** That websocket is gone; nothing when another one is open since. */
    void disconnected(InstanceId instance, String connection);

    /**
     * Who is to be told of: who was never told of, came or went since, or was last told of long ago; at most so many.
     *
     * @param tellings how often
     */
    List<News> untold(Tellings tellings, Instant now);

    /** These have been told of. */
    void told(List<News> news, Instant now);

    /**
     * What is to be told of an agent.
     *
     * @param isConnected its websocket is open, and it was heard of lately
     */
    record News(InstanceId instance, AgentPresence presence, boolean isConnected) {}

    /** Those of these that were ever heard. */
    Map<InstanceId, AgentPresence> presence(Collection<InstanceId> ids);

    default Optional<AgentPresence> presence(InstanceId id) {
        return Optional.ofNullable(presence(List.of(id)).get(id));
    }
}
