package io.opsbus.invocation.store.memory;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.fleet.SpentRequests;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fake. */
public final class InMemorySpentRequests implements SpentRequests {
    private final Map<String, Instant> spent = new LinkedHashMap<>();

    @Override
    public synchronized boolean spend(InstanceId instance, String request, Instant now) {
        return spent.putIfAbsent(instance + "/" + request, now) == null;
    }

    @Override
    public synchronized int forget(Instant before, int most) {
        List<String> old = spent.entrySet().stream()
                .filter(one -> one.getValue().isBefore(before))
                .map(Map.Entry::getKey)
                .limit(most)
                .toList();
        old.forEach(spent::remove);
        return old.size();
    }
}
