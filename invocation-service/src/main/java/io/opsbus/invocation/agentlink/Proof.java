package io.opsbus.invocation.agentlink;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.agentlink.wire.SignedHeaders;
import io.opsbus.invocation.link.AgentKey;
import io.opsbus.invocation.link.AgentTasks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Who asks is the instance whose key verifies, and nothing else a request says (threats 1 and 2). */
final class Proof {
    /** How far an agent's clock may be off. */
    static final Duration SKEW = Duration.ofMinutes(5);

    private final AgentTasks tasks;
    private final Clock clock;
    private final UsedRequests used = new UsedRequests(SKEW.multipliedBy(2));

    Proof(AgentTasks tasks, Clock clock) {
        this.tasks = tasks;
        this.clock = clock;
    }

    /**
     * The instance that signed; empty for anything less, without saying what was wrong.
     *
     * @throws AgentTasks.Away if keys cannot be read
     */
    Optional<InstanceId> of(Map<String, String> headers) {
        Optional<SignedHeaders> signed = SignedHeaders.read(headers);
        Instant now = clock.instant();
        if (signed.isEmpty() || Duration.between(signed.get().time(), now).abs().compareTo(SKEW) > 0) {
            return Optional.empty();
        }
        InstanceId instance = signed.get().instance();
        Optional<AgentKey> key = tasks.key(instance);
        boolean proven = key.isPresent()
                && signed.get().isSignedWith(key.get())
                && isFirst(instance, signed.get().requestId(), now);
        return proven ? Optional.of(instance) : Optional.empty();
    }

    /** Memory first: it costs nothing, and bounds what one agent can have remembered. */
    private boolean isFirst(InstanceId instance, String request, Instant now) {
        if (!used.spend(instance, request, now)) {
            return false;
        }
        try {
            return tasks.spend(instance, request);
        } catch (AgentTasks.Away away) {
            // nothing was done: the agent may send the very same again
            used.giveBack(instance, request);
            throw away;
        }
    }
}
