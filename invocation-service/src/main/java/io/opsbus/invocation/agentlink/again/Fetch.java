package io.opsbus.invocation.agentlink.again;

import io.opsbus.invocation.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A list one agent asks for by one query, all its attempts together. It hears of each script as that is stored: an attempt that fails on
 * the way, or is not over when the next one comes, has given what it had got to. Where nobody knows whether it was stored the script is not
 * given again: another list may have it.
 */
public final class Fetch {
    private final String query;
    private final Set<TaskId> given = ConcurrentHashMap.newKeySet();

    private Instant last;
    private boolean isRetried;
    private boolean isAmbiguous;

    Fetch(String query, Instant first) {
        this.query = query;
        this.last = first;
    }

    boolean isOf(String other) {
        return query.equals(other);
    }

    synchronized boolean isOlderThan(Instant limit) {
        return last.isBefore(limit);
    }

    /** Of two that came together nobody knows whose attempts follow. */
    synchronized Fetch askedAgain(Instant now) {
        isRetried = true;
        isAmbiguous |= Duration.between(last, now).compareTo(Fetches.LEAST_GAP) < 0;
        last = now;
        return this;
    }

    /** Whether it was asked for before, and what was answered then did not arrive. */
    public synchronized boolean isRetried() {
        return isRetried && !isAmbiguous;
    }

    /** It is stored that its agent was given this. */
    void given(TaskId script) {
        given.add(script);
    }

    /** What it is answered now. */
    void gives(Set<TaskId> scripts) {
        given.addAll(scripts);
    }

    /** Scripts that were in answers to it which did not arrive; none unless it is {@linkplain #isRetried retried}. */
    Set<TaskId> lost() {
        return isRetried() ? new HashSet<>(given) : Set.of();
    }

    /** Whether this is one of them. */
    boolean isLost(TaskId script) {
        return isRetried() && given.contains(script);
    }
}
