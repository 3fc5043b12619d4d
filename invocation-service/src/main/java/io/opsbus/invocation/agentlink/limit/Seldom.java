package io.opsbus.invocation.agentlink.limit;

import io.opsbus.invocation.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Whether something is said of an instance now: once in a while, however often there is occasion. */
public final class Seldom {
    private final Duration pause;
    private final Map<InstanceId, Instant> said = new HashMap<>();

    public Seldom(Duration pause) {
        this.pause = pause;
    }

    /** If so, it counts as said. */
    public synchronized boolean isTime(InstanceId instance, Instant now) {
        Instant before = now.minus(pause);
        said.values().removeIf(at -> !at.isAfter(before));
        return said.putIfAbsent(instance, now) == null;
    }
}
