package io.opsbus.invocation.control.recent;

import io.opsbus.invocation.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which tasks agents were told to end a moment ago. An agent answers each, and tells it four times where it hears nothing in five seconds
 * (agent facts 10): if every list told all of them, a hundred tasks that are over at once would be ten thousand answers, and a process that
 * is too slow for them would get ever more. What a kick was for is told whatever was told before; so is all, to an agent that starts or
 * connects.
 */
public final class ToldStops {
    /** Longer than an agent tells one answer. */
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private static final int MOST = 100_000;

    private final Map<TaskId, Instant> told = new ConcurrentHashMap<>();

    /** Whether it was told less than {@link #PAUSE} ago, by this process. */
    public boolean isRecent(TaskId task, Instant now) {
        Instant last = told.get(task);
        return last != null && last.plus(PAUSE).isAfter(now);
    }

    /** It is told now. */
    public void told(TaskId task, Instant now) {
        if (told.size() >= MOST) {
            // forgotten, it is told once more
            told.clear();
        }
        told.put(task, now);
    }
}
