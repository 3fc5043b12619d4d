package io.opsbus.invocation.agentlink;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.agentlink.limit.Allowances;
import io.opsbus.invocation.agentlink.limit.Allowances.Limits;
import io.opsbus.invocation.agentlink.limit.Seldom;
import io.opsbus.invocation.agentlink.wire.SignedHeaders;
import io.opsbus.invocation.link.AgentTasks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who asks is the instance whose key verifies, and nothing else a request says (threats 1 and 2). What it asks beyond its allowance is
 * refused before anything is written for it (threat 19).
 */
final class Proof {
    /** How far an agent's clock may be off. */
    static final Duration SKEW = Duration.ofMinutes(5);

    private static final Logger LOGGER = LoggerFactory.getLogger(Proof.class);
    /** Between two lines in the log of one agent's clock. */
    private static final Duration TELLING = Duration.ofMinutes(10);

    private final AgentTasks tasks;
    private final Allowances allowances;
    private final Clock clock;
    private final Seldom told = new Seldom(TELLING);
    private final UsedRequests used;

    Proof(AgentTasks tasks, Allowances allowances, Clock clock) {
        this.tasks = tasks;
        this.allowances = allowances;
        this.clock = clock;
        Duration kept = SKEW.multipliedBy(2);
        this.used = new UsedRequests(kept, Limits.USUAL.most(kept));
    }

    /** What a request's signature is worth. */
    sealed interface Verdict {
        /** It is this instance's, and the first of its id. */
        record Proven(InstanceId instance) implements Verdict {}

        /** Anything less, without saying what was wrong. */
        record Unproven() implements Verdict {}

        /**
         * It is an instance's, but its clock is too far off, or it is old.
         *
         * @param ahead how much its clock is ahead of ours
         */
        record OffTime(Duration ahead) implements Verdict {}

        /** It is of one that was an instance and is none any more, for ever. */
        record Over() implements Verdict {}

        /** It is an instance's that has asked more than it may. */
        record TooMuch() implements Verdict {}
    }

    /** By which time it judges. */
    Instant now() {
        return clock.instant();
    }

    /**
     * Judges a request.
     *
     * @param bytes of its body
     * @throws AgentTasks.Away if keys cannot be read
     */
    Verdict of(Map<String, String> headers, int bytes) {
        Instant now = clock.instant();
        Optional<SignedHeaders> signed = signed(headers);
        if (signed.isEmpty()) {
            return isOfOneThatIsOver(headers) ? new Verdict.Over() : new Verdict.Unproven();
        }
        Duration off = Duration.between(now, signed.get().time());
        if (isOff(off)) {
            return used.isSpent(signed.get().instance(), signed.get().requestId())
                    ? new Verdict.Unproven()
                    : offTime(signed.get().instance(), off, now);
        }
        // memory first: a request that is sent again costs its agent nothing of what it may ask
        if (!used.spend(signed.get().instance(), signed.get().requestId(), now)) {
            return new Verdict.Unproven();
        }
        InstanceId instance = signed.get().instance();
        String request = signed.get().requestId();
        if (!allowances.take(instance, bytes)) {
            used.giveBack(instance, request);
            return new Verdict.TooMuch();
        }
        return isFirst(instance, request) ? new Verdict.Proven(instance) : new Verdict.Unproven();
    }

    /**
     * Whose request it is before it has come as a whole: nothing is spent by asking, and nothing may be done for the answer but to read
     * on. One that was spent here is nobody's.
     *
     * @throws AgentTasks.Away if keys cannot be read
     */
    Optional<InstanceId> signer(Map<String, String> headers) {
        Instant now = clock.instant();
        return signed(headers)
                .filter(signed -> !isOff(Duration.between(now, signed.time()))
                        && !used.isSpent(signed.instance(), signed.requestId()))
                .map(SignedHeaders::instance);
    }

    /**
     * Whether it is signed with the key of a registration that is over: to say so is all that may come of it, however often it is sent
     * and whatever its clock says.
     *
     * @throws AgentTasks.Away if keys cannot be read
     */
    boolean isOfOneThatIsOver(Map<String, String> headers) {
        return SignedHeaders.read(headers)
                .filter(signed -> tasks.formerKey(signed.instance())
                        .filter(signed::isSignedWith)
                        .isPresent())
                .isPresent();
    }

    /** What an instance has signed, whenever. */
    private Optional<SignedHeaders> signed(Map<String, String> headers) {
        return SignedHeaders.read(headers)
                .filter(signed -> tasks.key(signed.instance())
                        .filter(signed::isSignedWith)
                        .isPresent());
    }

    private static boolean isOff(Duration off) {
        return off.abs().compareTo(SKEW) > 0;
    }

    /** Who runs the machine cannot know why its agent is not there. */
    private Verdict offTime(InstanceId instance, Duration off, Instant now) {
        if (told.isTime(instance, now)) {
            LOGGER.atWarn()
                    .addKeyValue("instanceId", instance)
                    .addKeyValue("aheadSeconds", off.toSeconds())
                    .log("an agent is refused: the clock of its machine is off");
        }
        return new Verdict.OffTime(off);
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
