package io.opsbus.invocation.control;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.fleet.FleetNews;
import io.opsbus.invocation.fleet.KnownInstance;
import io.opsbus.invocation.status.ErrorCode;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Where news of instances come in: first they are remembered, then tasks feel it. */
public final class FleetDesk {
    private final Reads reads;
    private final TaskDesk tasks;

    public FleetDesk(Reads reads, TaskDesk tasks) {
        this.reads = reads;
        this.tasks = tasks;
    }

    /** Takes news in their order; what is late changes nothing, for the instance is asked what it is now. */
    public void take(List<FleetNews> news, Instant now) {
        reads.fleet().take(news);
        var ids = new LinkedHashSet<InstanceId>();
        news.forEach(one -> ids.add(one.id()));
        for (InstanceId id : ids) {
            Optional<KnownInstance> known = reads.fleet().instance(id);
            if (known.isEmpty()) {
                tasks.instanceLost(id, Optional.of(ErrorCode.INSTANCE_RELEASED), now);
            } else if (!known.get().isRunning()) {
                tasks.instanceLost(id, Optional.empty(), now);
            }
        }
    }
}
