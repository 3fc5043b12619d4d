package io.opsbus.invocation.query;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.fleet.KnownInstance;
import java.util.Collection;
import java.util.List;

/** Instances as they are now, be it that the bus has told of them or not (ADR 0010). */
@FunctionalInterface
public interface CurrentInstances {
    /**
     * Those of these that are in the scope.
     *
     * @throws StoreAway when nobody who knows answers
     */
    List<KnownInstance> find(Scope scope, Collection<InstanceId> ids);
}
