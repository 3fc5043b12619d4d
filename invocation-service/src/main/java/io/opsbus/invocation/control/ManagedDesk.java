package io.opsbus.invocation.control;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.control.recent.KnownKeys;
import io.opsbus.invocation.fleet.Activation;
import io.opsbus.invocation.fleet.ActivationId;
import io.opsbus.invocation.fleet.ActivationSlot;
import io.opsbus.invocation.fleet.FleetAlert;
import io.opsbus.invocation.fleet.FleetRefusal;
import io.opsbus.invocation.fleet.ManagedInstance;
import io.opsbus.invocation.fleet.ManagedInstance.Standing;
import io.opsbus.invocation.link.AgentKey;
import io.opsbus.invocation.link.Kick;
import io.opsbus.invocation.link.Registration;
import io.opsbus.invocation.link.RegistrationOutcome;
import io.opsbus.invocation.link.RegistrationOutcome.Reason;
import io.opsbus.invocation.status.ErrorCode;
import io.opsbus.ledger.ChangeKey;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Decision.Done;
import io.opsbus.ledger.Refusal;
import io.opsbus.ledger.ReplyCodec;
import io.opsbus.ledger.Timer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where machines become managed instances and cease to be. */
public final class ManagedDesk {
    private static final Logger LOGGER = LoggerFactory.getLogger(ManagedDesk.class);
    private static final ReplyCodec<InstanceId> IDS = ReplyCodec.of(InstanceId::text, InstanceId::new);
    private static final int ID_LENGTH = 18;

    private final Ledgers ledgers;
    private final Reads reads;
    private final TaskDesk tasks;
    private final Kicks kicks;
    private final Supplier<String> fresh;
    private final ManagedInstance.Rules rules;
    private final KnownKeys keys = new KnownKeys();

    /**
     * Over these ledgers.
     *
     * @param fresh texts nobody had before and nobody can guess, at least 18 small letters and digits, of 128 random bits or more
     * @param rules how registrations begin and end
     */
    public ManagedDesk(
            Ledgers ledgers,
            Reads reads,
            TaskDesk tasks,
            Kicks kicks,
            Supplier<String> fresh,
            ManagedInstance.Rules rules) {
        this.ledgers = ledgers;
        this.reads = reads;
        this.tasks = tasks;
        this.kicks = kicks;
        this.fresh = fresh;
        this.rules = rules;
        var ignored = kicks.listen(keys);
    }

    /** What is kept of a code. */
    public static String hash(String code) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(code.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }

    RegistrationOutcome register(Registration asked, Instant now) {
        Optional<ActivationId> id = ActivationId.parse(asked.activation().id());
        if (id.isEmpty()) {
            return new RegistrationOutcome.Refused(Reason.NO_SUCH_ACTIVATION);
        }
        if (!KnownKeys.isGood(asked.publicKeyPem())
                || asked.machine().machineId().isEmpty()) {
            return new RegistrationOutcome.Refused(Reason.MALFORMED);
        }
        String text = fresh.get();
        // of one length for all: the text agents sign has no separators
        var instance = new InstanceId("mi-" + text.substring(0, ID_LENGTH));
        var decision = ledgers.activations()
                .change(
                        id.get(),
                        ChangeKey.once(text),
                        IDS,
                        slot -> slot(slot)
                                .register(asked, hash(asked.activation().code()), instance, rules.first(), now));
        return switch (decision) {
            case Decision.Accepted<ActivationSlot, InstanceId, FleetAlert>(
                    var _,
                    InstanceId registered,
                    var facts,
                    var _) -> {
                facts.forEach(AlertLog::tell);
                yield new RegistrationOutcome.Registered(registered);
            }
            case Decision.Refused<ActivationSlot, InstanceId, FleetAlert>(Refusal refusal) ->
                new RegistrationOutcome.Refused(
                        refusal instanceof FleetRefusal.NotRegistered(Reason reason)
                                ? reason
                                : Reason.NO_SUCH_ACTIVATION);
        };
    }

    static ActivationSlot slot(@Nullable ActivationSlot stored) {
        return stored == null ? ActivationSlot.EMPTY : stored;
    }

    Optional<AgentKey> key(InstanceId instance, Instant now) {
        return keys.find(instance, now, () -> key(instance)).map(KnownKeys.Key::key);
    }

    private Optional<KnownKeys.Key> key(InstanceId instance) {
        return reads.managed()
                .managed(instance)
                .filter(ManagedInstance::isKnown)
                .map(one -> new KnownKeys.Key(keyOf(one), one.standing()));
    }

    /** The key of one that is gone; remembered by nobody, for it opens nothing. */
    Optional<AgentKey> formerKey(InstanceId instance) {
        return reads.managed().managed(instance).filter(one -> !one.isKnown()).map(ManagedDesk::keyOf);
    }

    private static AgentKey keyOf(ManagedInstance one) {
        return new AgentKey(one.seen().machine().machineId(), one.seen().publicKeyPem());
    }

    /** Somebody who had a request of its agent says it leaves. */
    void leave(InstanceId instance, Instant now) {
        if (reads.managed().managed(instance).filter(ManagedInstance::isListed).isPresent()) {
            var ignored = change(instance, ChangeKey.once(fresh.get()), stored -> stored.leave(rules.farewell(), now));
            LOGGER.atInfo().addKeyValue("instanceId", instance).log("a deregistration came over the agents' wire");
        }
    }

    /** Its agent has asked for something, with a request that was proven. What was read of it a moment ago is good enough: it asks again. */
    void heard(InstanceId instance, Instant now) {
        boolean isBack = keys.find(instance, now, () -> key(instance))
                .filter(key -> key.standing() instanceof Standing.Leaving(Instant since, var _)
                        && rules.farewell().isOver(since, now))
                .isPresent();
        if (isBack) {
            var ignored = change(instance, ChangeKey.once(fresh.get()), stored -> stored.heard(rules.farewell(), now));
        }
    }

    /** The time for which one that has left is kept may be over. */
    public void expire(Timer.Due due, Instant now) {
        var instance = new InstanceId(due.payload());
        change(instance, ChangeKey.ofTimer(due), stored -> stored.expire(rules.farewell(), now))
                .filter(stored -> !stored.isKnown())
                .ifPresent(_ -> tasks.instanceLost(instance, Optional.of(ErrorCode.INSTANCE_NOT_EXISTS), now));
    }

    /**
     * Its owner ends a registration, at once and for ever, also one that is leaving: the agent is told while it still is one.
     *
     * @param key the same again for the same request, which hears the same when its answer was lost
     */
    public Optional<ManagedInstance> deregister(Scope scope, InstanceId instance, ChangeKey key, Instant now) {
        Optional<ManagedInstance> found = reads.managed()
                .managed(instance)
                .filter(one -> one.scope().equals(scope))
                .filter(one -> one.isKnown() || wasGoneBy(instance, key));
        if (found.isPresent()) {
            kicks.kick(new Kick.Deregister(instance));
            var ignored = change(instance, key, stored -> stored.deregister(now));
            // once more for those who have read its key again between the two
            kicks.kick(new Kick.Deregister(instance));
            tasks.instanceLost(instance, Optional.of(ErrorCode.INSTANCE_NOT_EXISTS), now);
        }
        return found;
    }

    /** Whether it is this change that has ended it: then it is known, and nothing is decided. */
    private boolean wasGoneBy(InstanceId instance, ChangeKey key) {
        return change(instance, key, _ -> Decision.refused(new FleetRefusal.NoSuchInstance()))
                .isPresent();
    }

    /** Those an operator may approve, of all accounts. */
    public List<ManagedInstance> awaiting(int most) {
        return reads.managed().awaiting(most);
    }

    /** An operator lets it take commands; empty when it is not there, or no more. */
    public Optional<ManagedInstance> approve(InstanceId instance) {
        return reads.managed()
                .managed(instance)
                .flatMap(_ -> change(instance, ChangeKey.once(fresh.get()), ManagedInstance::approve));
    }

    private interface Step {
        Decision<ManagedInstance, Done, FleetAlert> of(ManagedInstance stored);
    }

    /** How it is afterwards. */
    private Optional<ManagedInstance> change(InstanceId instance, ChangeKey key, Step step) {
        var decision = ledgers.managed().change(instance, key, stored -> step.of(known(stored)));
        keys.forget(instance);
        if (decision
                instanceof Decision.Accepted<ManagedInstance, Done, FleetAlert>(var after, var _, var facts, var _)) {
            facts.forEach(AlertLog::tell);
            return Optional.ofNullable(after);
        }
        return Optional.empty();
    }

    /** The managed instance of the scope. */
    public Optional<ManagedInstance> find(Scope scope, InstanceId instance) {
        return reads.managed().managed(instance).filter(one -> one.scope().equals(scope) && one.isListed());
    }

    /** Calls it otherwise; whether it is there. */
    public boolean rename(Scope scope, InstanceId instance, String name, ChangeKey key) {
        return find(scope, instance).isPresent()
                && change(instance, key, stored -> stored.rename(name)).isPresent();
    }

    private static ManagedInstance known(@Nullable ManagedInstance stored) {
        if (stored == null) {
            throw new IllegalStateException("managed instances never go");
        }
        return stored;
    }

    /** A code of an activation: more than 256 random bits. */
    public String freshCode() {
        return "a-" + fresh.get() + fresh.get();
    }

    /**
     * Makes an activation. A request that was cut off before it was answered may have made it already, with a code nobody has
     * heard: from now on the code is this one.
     */
    public void create(Activation activation, ChangeKey key) {
        ActivationId id = activation.id();
        var ignored = ledgers.activations().change(id, key, slot -> slot(slot).create(activation));
        boolean hasOtherCode = reads.managed()
                .find(activation.scope(), id)
                .map(ActivationSlot::activation)
                .filter(stored -> !stored.codeHash().equals(activation.codeHash()))
                .isPresent();
        if (hasOtherCode) {
            var _ = ledgers.activations()
                    .change(id, ChangeKey.once(fresh.get()), slot -> slot(slot).recode(activation.codeHash()));
        }
    }

    /** Lets nobody use it any more. */
    public Optional<Refusal> disable(Scope scope, ActivationId id, ChangeKey key) {
        return changed(scope, id, key, ActivationSlot::disable);
    }

    /** Takes it away, if it was never used. */
    public Optional<Refusal> delete(Scope scope, ActivationId id, ChangeKey key) {
        return changed(scope, id, key, ActivationSlot::delete);
    }

    private interface Change {
        Decision<ActivationSlot, Done, FleetAlert> of(ActivationSlot slot);
    }

    private Optional<Refusal> changed(Scope scope, ActivationId id, ChangeKey key, Change change) {
        if (reads.managed().find(scope, id).isEmpty()) {
            return Optional.of(new FleetRefusal.NoSuchActivation());
        }
        return switch (ledgers.activations().change(id, key, slot -> change.of(slot(slot)))) {
            case Decision.Accepted<ActivationSlot, Done, FleetAlert> _ -> Optional.empty();
            case Decision.Refused<ActivationSlot, Done, FleetAlert>(Refusal refusal) -> Optional.of(refusal);
        };
    }
}
