package io.opsbus.invocation.agentlink;

import io.opsbus.invocation.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/**
 * Which signed requests were spent here: each is good once, and what other processes have spent the store knows. Kept in memory
 * for as long as its time would be believed; a flood of one agent costs that agent only.
 */
final class UsedRequests {
    /** Requests of one agent that are remembered: what it may ask in the meantime, so that who keeps within that is never refused for it. */
    private final int mostOfOne;

    private final Duration kept;
    private final Map<InstanceId, Spent> spent = new HashMap<>();
    private Instant swept = Instant.EPOCH;

    /**
     * Remembers nothing yet.
     *
     * @param kept twice the clock difference that is believed
     * @param mostOfOne requests of one agent in that time
     */
    UsedRequests(Duration kept, int mostOfOne) {
        this.kept = kept;
        this.mostOfOne = mostOfOne;
    }

    private record Use(String request, Instant at) {}

    private static final class Spent {
        final Queue<Use> inOrder = new ArrayDeque<>();
        final Set<String> ids = new HashSet<>();

        void forget(Instant before) {
            while (!inOrder.isEmpty() && inOrder.peek().at().isBefore(before)) {
                ids.remove(inOrder.poll().request());
            }
        }
    }

    /** Spends a request; false when it was spent before, or its agent has spent more than is remembered. */
    synchronized boolean spend(InstanceId instance, String request, Instant now) {
        Instant before = now.minus(kept);
        if (swept.isBefore(before)) {
            spent.values().forEach(each -> each.forget(before));
            spent.values().removeIf(each -> each.ids.isEmpty());
            swept = now;
        }
        Spent own = spent.computeIfAbsent(instance, _ -> new Spent());
        own.forget(before);
        if (own.ids.size() >= mostOfOne || !own.ids.add(request)) {
            return false;
        }
        own.inOrder.add(new Use(request, now));
        return true;
    }

    /** Whether it was spent here already. */
    synchronized boolean isSpent(InstanceId instance, String request) {
        Spent own = spent.get(instance);
        return own != null && own.ids.contains(request);
    }

    /** One that was not taken after all. */
    synchronized void giveBack(InstanceId instance, String request) {
        Spent own = spent.get(instance);
        if (own != null && own.ids.remove(request)) {
            own.inOrder.removeIf(use -> use.request().equals(request));
        }
    }
}
