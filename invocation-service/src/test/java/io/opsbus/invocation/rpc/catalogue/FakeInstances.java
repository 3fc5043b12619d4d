package io.opsbus.invocation.rpc.catalogue;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.fleet.KnownInstance;
import io.opsbus.invocation.query.CurrentInstances;
import io.opsbus.invocation.query.StoreAway;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Instances in memory, with whoever keeps them. */
public final class FakeInstances implements CurrentInstances {
    private final Map<InstanceId, KnownInstance> instances = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean isAway;

    /** This one is like this now. */
    public void put(KnownInstance instance) {
        instances.put(instance.id(), instance);
    }

    /** Answers no more, or again. */
    public void away(boolean away) {
        isAway = away;
    }

    /** How often it was asked. */
    public int asked() {
        return asked.get();
    }

    @Override
    public List<KnownInstance> find(Scope scope, Collection<InstanceId> ids) {
        asked.incrementAndGet();
        if (isAway) {
            throw new StoreAway(new IOException("away"));
        }
        return new LinkedHashSet<>(ids)
                .stream()
                        .map(instances::get)
                        .filter(Objects::nonNull)
                        .filter(one -> one.scope().equals(scope))
                        .toList();
    }
}
