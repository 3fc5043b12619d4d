package io.opsbus.invocation.control.recent;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.link.AgentNews;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was noted of agents a moment ago, so that a burst of requests of one agent is noted once: nobody is missed any sooner
 * for it.
 */
public final class Hearing {
    /** What is noted may be so much older than what is heard, as a part of the silence after which an agent is lost. */
    private static final int PART_OF_SILENCE = 12;

    private static final int MOST = 100_000;

    private final Duration worthNothing;
    private final Map<InstanceId, Noted> noted = new ConcurrentHashMap<>();

    private record Noted(AgentNews news, Instant at) {}

    /**
     * Nothing is noted yet.
     *
     * @param silence after which an agent is lost
     */
    public Hearing(Duration silence) {
        this.worthNothing = silence.dividedBy(PART_OF_SILENCE);
    }

    /** Whether this is to be noted. */
    public boolean isNews(InstanceId instance, AgentNews news, Instant now) {
        Noted last = noted.get(instance);
        return last == null
                || !last.news().equals(news)
                || !last.at().plus(worthNothing).isAfter(now);
    }

    /** It was. */
    public void noted(InstanceId instance, AgentNews news, Instant now) {
        if (noted.size() >= MOST) {
            noted.clear();
        }
        noted.put(instance, new Noted(news, now));
    }
}
