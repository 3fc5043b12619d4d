package io.opsbus.instance.provider.managed;

import io.opsbus.instance.InstanceId;
import io.opsbus.instance.OperationId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The way to the agents. */
public interface AgentChannel {
    /** No agent is connected, ever. */
    AgentChannel NONE = (machine, operation, force) -> CompletableFuture.completedFuture(false);

    /**
     * Tells the agent to reboot its machine. That it has is seen by its next boot id.
     *
     * @return whether an agent took it; false when none is connected
     */
    CompletionStage<Boolean> reboot(InstanceId machine, OperationId operation, boolean force);
}
