package io.opsbus.invocation.agentlink;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.agentlink.limit.Allowances;
import io.opsbus.invocation.agentlink.wire.SignedHeaders;
import io.opsbus.invocation.link.AgentKey;
import io.opsbus.invocation.link.AgentTasks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Who asks is the instance whose key verifies, and nothing else a request says (threats 1 and 2). What it asks beyond its allowance is
 * refused before anything is written for it (threat 19).
 */
final class Proof {
    /** How far an agent's clock may be off. */
    static final Duration SKEW = Duration.ofMinutes(5);

    private final AgentTasks tasks;
    private final Allowances allowances;
    private final Clock clock;
    private final UsedRequests used = new UsedRequests(SKEW.multipliedBy(2));

    Proof(AgentTasks tasks, Allowances allowances, Clock clock) {
        this.tasks = tasks;
        this.allowances = allowances;
        this.clock = clock;
    }

    /** What a request's signature is worth. */
    sealed interface Verdict {
        /** It is this instance's, and the first of its id. */
        record Proven(InstanceId instance) implements Verdict {}

        /** Anything less, without saying what was wrong. */
        record Unproven() implements Verdict {}

        /** It is an instance's that has asked more than it may. */
        record TooMuch() implements Verdict {}
    }

    /**
     * Judges a request.
     *
     * @param bytes of its body
     * @throws AgentTasks.Away if keys cannot be read
     */
    Verdict of(Map<String, String> headers, int bytes) {
        Optional<SignedHeaders> signed = SignedHeaders.read(headers);
        Instant now = clock.instant();
        if (signed.isEmpty() || Duration.between(signed.get().time(), now).abs().compareTo(SKEW) > 0) {
            return new Verdict.Unproven();
        }
        InstanceId instance = signed.get().instance();
        String request = signed.get().requestId();
        Optional<AgentKey> key = tasks.key(instance);
        if (key.isEmpty()
                || !signed.get().isSignedWith(key.get())
                // memory first: a request that is sent again costs its agent nothing of what it may ask
                || !used.spend(instance, request, now)) {
            return new Verdict.Unproven();
        }
        if (!allowances.take(instance, bytes)) {
            used.giveBack(instance, request);
            return new Verdict.TooMuch();
        }
        return isFirst(instance, request) ? new Verdict.Proven(instance) : new Verdict.Unproven();
    }

    /** What other processes have spent the store knows. */
    private boolean isFirst(InstanceId instance, String request) {
        try {
            return tasks.spend(instance, request);
        } catch (AgentTasks.Away away) {
            // nothing was done: the agent may send the very same again
            used.giveBack(instance, request);
            throw away;
        }
    }
}
