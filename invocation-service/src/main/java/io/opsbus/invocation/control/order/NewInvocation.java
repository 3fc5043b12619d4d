package io.opsbus.invocation.control.order;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.TaskId;
import io.opsbus.invocation.work.InvocationPlace;
import io.opsbus.invocation.work.Labels;
import io.opsbus.invocation.work.Work;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;

/**
 * What somebody wants done.
 *
 * @param place fresh
 * @param instances each counts once
 * @param taskIds a fresh id for each instance; the same again for the same request
 */
public record NewInvocation(
        InvocationPlace place,
        Instant now,
        Work work,
        Labels labels,
        List<InstanceId> instances,
        Function<InstanceId, TaskId> taskIds) {
    public NewInvocation {
        instances = List.copyOf(new LinkedHashSet<>(instances));
    }

    /** The same on fewer instances. */
    public NewInvocation without(Collection<InstanceId> some) {
        return new NewInvocation(
                place,
                now,
                work,
                labels,
                instances.stream().filter(one -> !some.contains(one)).toList(),
                taskIds);
    }
}
