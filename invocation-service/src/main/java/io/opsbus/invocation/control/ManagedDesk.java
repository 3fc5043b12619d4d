package io.opsbus.invocation.control;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.Scope;
import io.opsbus.invocation.fleet.Activation;
import io.opsbus.invocation.fleet.ActivationId;
import io.opsbus.invocation.fleet.ActivationSlot;
import io.opsbus.invocation.fleet.FleetRefusal;
import io.opsbus.invocation.fleet.ManagedInstance;
import io.opsbus.invocation.fleet.NoFact;
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
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where machines become managed instances and cease to be. */
public final class ManagedDesk {
    private static final ReplyCodec<InstanceId> IDS = ReplyCodec.of(InstanceId::text, InstanceId::new);
    private static final int ID_LENGTH = 18;

    private final Ledgers ledgers;
    private final Reads reads;
    private final TaskDesk tasks;
    private final Kicks kicks;
    private final Supplier<String> fresh;
    private final KnownKeys keys = new KnownKeys();

    /**
     * Over these ledgers.
     *
     * @param fresh texts nobody had before, at least 18 small letters and digits
     */
    public ManagedDesk(Ledgers ledgers, Reads reads, TaskDesk tasks, Kicks kicks, Supplier<String> fresh) {
        this.ledgers = ledgers;
        this.reads = reads;
        this.tasks = tasks;
        this.kicks = kicks;
        this.fresh = fresh;
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
                                .register(asked, hash(asked.activation().code()), instance, now));
        return switch (decision) {
            case Decision.Accepted<ActivationSlot, InstanceId, NoFact>(var _, InstanceId registered, var _, var _) ->
                new RegistrationOutcome.Registered(registered);
            case Decision.Refused<ActivationSlot, InstanceId, NoFact>(Refusal refusal) ->
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
        return keys.find(instance, now, () -> key(instance));
    }

    private Optional<AgentKey> key(InstanceId instance) {
        return reads.managed()
                .managed(instance)
                .filter(one -> one.deregistered() == null)
                .map(one -> new AgentKey(
                        one.seen().machine().machineId(), one.seen().publicKeyPem()));
    }

    /** Ends a registration, its tasks with it; whether it was one. */
    boolean deregister(InstanceId instance, Instant now) {
        if (reads.managed().managed(instance).isEmpty()) {
            return false;
        }
        var ignored = ledgers.managed()
                .change(
                        instance,
                        ChangeKey.once(fresh.get()),
                        stored -> known(stored).deregister(now));
        keys.forget(instance);
        tasks.instanceLost(instance, Optional.of(ErrorCode.INSTANCE_NOT_EXISTS), now);
        return true;
    }

    /** Its owner ends a registration: the agent is told while it still is one. */
    public Optional<ManagedInstance> deregister(Scope scope, InstanceId instance, Instant now) {
        Optional<ManagedInstance> found = find(scope, instance);
        if (found.isPresent()) {
            kicks.kick(new Kick.Deregister(instance));
            boolean ignored = deregister(instance, now);
        }
        return found;
    }

    /** The managed instance of the scope. */
    public Optional<ManagedInstance> find(Scope scope, InstanceId instance) {
        return reads.managed().managed(instance).filter(one -> one.scope().equals(scope) && one.deregistered() == null);
    }

    /** Calls it otherwise; whether it is there. */
    public boolean rename(Scope scope, InstanceId instance, String name, ChangeKey key) {
        return find(scope, instance).isPresent()
                && ledgers.managed()
                                .change(instance, key, stored -> known(stored).rename(name))
                        instanceof Decision.Accepted;
    }

    private static ManagedInstance known(@Nullable ManagedInstance stored) {
        if (stored == null) {
            throw new IllegalStateException("managed instances never go");
        }
        return stored;
    }

    public void create(Activation activation, ChangeKey key) {
        var ignored = ledgers.activations()
                .change(activation.id(), key, slot -> slot(slot).create(activation));
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
        Decision<ActivationSlot, Done, NoFact> of(ActivationSlot slot);
    }

    private Optional<Refusal> changed(Scope scope, ActivationId id, ChangeKey key, Change change) {
        if (reads.managed().find(scope, id).isEmpty()) {
            return Optional.of(new FleetRefusal.NoSuchActivation());
        }
        return switch (ledgers.activations().change(id, key, slot -> change.of(slot(slot)))) {
            case Decision.Accepted<ActivationSlot, Done, NoFact> _ -> Optional.empty();
            case Decision.Refused<ActivationSlot, Done, NoFact>(Refusal refusal) -> Optional.of(refusal);
        };
    }
}
