package io.opsbus.invocation.store.memory;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.query.Invocations.Usage;
import io.opsbus.invocation.task.Task;
import io.opsbus.invocation.task.TaskIdentity;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** How much each instance has been used: the last time is known as long as anything of the instance is kept. */
final class InMemoryUsage {
    private record Used(Scope scope, InstanceId instance) {
        static Used by(TaskIdentity task) {
            return new Used(task.scope(), task.instance());
        }
    }

    private final Map<Used, Instant> last = new ConcurrentHashMap<>();

    /** It is new. */
    void came(TaskIdentity task) {
        last.merge(Used.by(task), task.created(), (one, other) -> one.isAfter(other) ? one : other);
    }

    /** Others are gone. */
    void keep(List<Task> kept) {
        Set<Used> used = kept.stream().map(task -> Used.by(task.identity())).collect(Collectors.toSet());
        last.keySet().retainAll(used);
    }

    Map<InstanceId, Usage> of(Scope scope, Collection<InstanceId> instances, List<Task> kept) {
        Map<InstanceId, Usage> usage = new HashMap<>();
        for (Task task : kept) {
            Used used = Used.by(task.identity());
            Instant at = last.get(used);
            if (used.scope.equals(scope) && instances.contains(used.instance) && at != null) {
                usage.merge(
                        used.instance,
                        new Usage(1, task.status().isFinal() ? 0 : 1, at),
                        (a, b) -> new Usage(a.invocations() + 1, a.active() + b.active(), at));
            }
        }
        return usage;
    }
}
