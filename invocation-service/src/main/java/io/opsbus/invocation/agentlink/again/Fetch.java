package io.opsbus.invocation.agentlink.again;

import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.link.Handover;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A list one agent asks for by one query, all its attempts together. It hears of each script before that is stored as given: an attempt
 * that fails on the way, or is not over when the next one comes, has given what it had got to.
 */
public final class Fetch implements Handover {
    private final String query;
    private final Consumer<TaskId> elsewhere;
    private final Set<TaskId> given = ConcurrentHashMap.newKeySet();
    /** Of these nobody knows: the store did not answer. */
    private final Set<TaskId> tried = ConcurrentHashMap.newKeySet();

    private Instant last;
    private boolean isRetried;
    private boolean isAmbiguous;

    /**
     * Asked for now.
     *
     * @param elsewhere has the agent's other lists hear of a script that is in this one
     */
    Fetch(String query, Consumer<TaskId> elsewhere, Instant first) {
        this.query = query;
        this.elsewhere = elsewhere;
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

    @Override
    public void begins(TaskId script) {
        tried.add(script);
    }

    @Override
    public void given(TaskId script) {
        given.add(script);
        tried.remove(script);
        elsewhere.accept(script);
    }

    @Override
    public void notGiven(TaskId script) {
        tried.remove(script);
    }

    /** What it is answered now. */
    public void gives(Set<TaskId> scripts) {
        given.addAll(scripts);
    }

    /** Scripts that were in answers to it which did not arrive; none unless it is {@linkplain #isRetried retried}. */
    public Set<TaskId> lost() {
        if (!isRetried()) {
            return Set.of();
        }
        Set<TaskId> lost = new HashSet<>(given);
        lost.addAll(tried);
        return lost;
    }
}
