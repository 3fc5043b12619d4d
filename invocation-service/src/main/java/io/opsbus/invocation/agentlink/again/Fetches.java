package io.opsbus.invocation.agentlink.again;

import io.opsbus.invocation.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Lists that agents have asked for lately. The official agent makes the query of a list once, with its time in milliseconds, and sends
 * that very query up to three times more, two seconds apart, and only when it heard no answer it takes
 * ({@code agent/taskengine/fetchtask.go} of the public source): one that comes again says that what was answered before did not arrive.
 * In memory of this process, for a minute.
 *
 * <pre>
 *   |—— query, answered ——✗         |—— the same query ——>  what it was answered is lost
 *   0                     8 s at most, 2 s
 * </pre>
 */
public final class Fetches {
    /** Two kicks in one millisecond make equal queries, and both answers are read: those come together, the others two seconds apart. */
    static final Duration LEAST_GAP = Duration.ofMillis(1500);
    /** Four attempts of eight seconds and the pauses between them, and what they were late. */
    static final Duration KEPT = Duration.ofMinutes(1);
    /** Longest query that is remembered: about twice what agents send. */
    private static final int LONGEST = 300;
    /** Of one agent: those of a kick or two. */
    private static final int MOST_OF_ONE = 8;

    private final Map<InstanceId, Deque<Fetch>> recent = new HashMap<>();
    private Instant swept = Instant.EPOCH;

    /** A list is asked for. */
    public synchronized Fetch asked(InstanceId instance, String query, Instant now) {
        sweep(now);
        if (query.length() > LONGEST) {
            return new Fetch(query, now);
        }
        Deque<Fetch> own = recent.computeIfAbsent(instance, _ -> new ArrayDeque<>());
        own.removeIf(fetch -> fetch.isOlderThan(now.minus(KEPT)));
        for (Fetch earlier : own) {
            if (earlier.isOf(query)) {
                return earlier.askedAgain(now);
            }
        }
        var first = new Fetch(query, now);
        own.addLast(first);
        if (own.size() > MOST_OF_ONE) {
            own.removeFirst();
        }
        return first;
    }

    private void sweep(Instant now) {
        if (swept.isBefore(now.minus(KEPT))) {
            recent.values().removeIf(own -> own.stream().allMatch(fetch -> fetch.isOlderThan(now.minus(KEPT))));
            swept = now;
        }
    }
}
