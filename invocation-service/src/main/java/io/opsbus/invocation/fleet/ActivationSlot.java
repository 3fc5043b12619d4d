package io.opsbus.invocation.fleet;

import io.opsbus.invocation.InstanceId;
import io.opsbus.invocation.fleet.ManagedInstance.Standing;
import io.opsbus.invocation.link.Registration;
import io.opsbus.invocation.link.RegistrationOutcome.Reason;
import io.opsbus.invocation.work.Labels;
import io.opsbus.ledger.Decision;
import io.opsbus.ledger.Decision.Done;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The place of an activation, with what a decision about it must know of its machines.
 *
 * @param registered machines that were ever registered with it
 * @param deregistered those of them that are no longer
 * @param networks where they came from; 32 at most
 * @param newcomer the machine this change registers; null ever after
 */
public record ActivationSlot(
        @Nullable Activation activation,
        int registered,
        int deregistered,
        List<String> networks,
        @Nullable ManagedInstance newcomer) {
    public static final ActivationSlot EMPTY = new ActivationSlot(null, 0, 0, List.of(), null);

    private static final int MOST_NETWORKS = 32;

    public ActivationSlot {
        networks = List.copyOf(networks);
    }

    public Decision<ActivationSlot, Done, FleetAlert> create(Activation fresh) {
        if (activation != null) {
            throw new IllegalStateException("ids never return: " + fresh.id());
        }
        return Decision.accepted(new ActivationSlot(fresh, 0, 0, List.of(), null), List.of());
    }

    /** Gives it another code. */
    public Decision<ActivationSlot, Done, FleetAlert> recode(String codeHash) {
        return activation == null
                ? Decision.refused(new FleetRefusal.NoSuchActivation())
                : Decision.accepted(
                        new ActivationSlot(activation.coded(codeHash), registered, deregistered, networks, null),
                        List.of());
    }

    public Decision<ActivationSlot, Done, FleetAlert> disable() {
        return activation == null
                ? Decision.refused(new FleetRefusal.NoSuchActivation())
                : Decision.accepted(
                        new ActivationSlot(activation.disabled(), registered, deregistered, networks, null), List.of());
    }

    /** Only one that was never used. */
    public Decision<ActivationSlot, Done, FleetAlert> delete() {
        if (activation == null) {
            return Decision.refused(new FleetRefusal.NoSuchActivation());
        }
        return registered > 0
                ? Decision.refused(new FleetRefusal.ActivationInUse())
                : Decision.accepted(EMPTY, List.of());
    }

    /**
     * Makes a machine a managed instance.
     *
     * @param codeHash of the code it sent
     * @param fresh the id it gets
     * @param standing how it begins: an operator may want to be asked
     */
    public Decision<ActivationSlot, InstanceId, FleetAlert> register(
            Registration asked, String codeHash, InstanceId fresh, Standing standing, Instant now) {
        if (activation == null) {
            return refused(Reason.NO_SUCH_ACTIVATION);
        }
        if (!MessageDigest.isEqual(bytes(codeHash), bytes(activation.codeHash()))) {
            return refused(Reason.WRONG_CODE);
        }
        if (activation.isDisabled()) {
            return refused(Reason.DISABLED);
        }
        if (!now.isBefore(activation.expires())) {
            return refused(Reason.EXPIRED);
        }
        if (!isAllowed(activation.rules().addresses(), asked.address())) {
            return refused(Reason.ADDRESS_NOT_ALLOWED);
        }
        if (registered >= activation.rules().instances()) {
            return refused(Reason.FULL);
        }
        var instance = new ManagedInstance(
                fresh,
                activation.scope(),
                activation.id(),
                new ManagedInstance.Name(name(activation, asked), labels(activation, asked)),
                new ManagedInstance.Seen(asked.machine(), asked.publicKeyPem(), asked.address(), now),
                standing);
        return registered(activation, instance, now);
    }

    /** With a word of it when it comes from where none of the others came from, and when somebody has to look at it. */
    private Decision<ActivationSlot, InstanceId, FleetAlert> registered(
            Activation with, ManagedInstance instance, Instant now) {
        Optional<String> further = AddressRange.around(instance.seen().address())
                .map(AddressRange::text)
                .filter(network -> !networks.contains(network));
        // the first one says where they come from; of activations that are older than this it is not known
        boolean isOdd = further.isPresent() && !networks.isEmpty();
        List<String> known = Stream.concat(networks.stream(), further.stream())
                .limit(MOST_NETWORKS)
                .toList();
        List<FleetAlert> alerts = new ArrayList<>();
        if (isOdd) {
            alerts.add(new FleetAlert.NewNetwork(instance, further.get(), now));
        }
        if (instance.isAwaiting()) {
            alerts.add(new FleetAlert.AwaitsApproval(instance, now));
        }
        return new Decision.Accepted<>(
                new ActivationSlot(with, registered + 1, deregistered, known, instance), instance.id(), alerts);
    }

    private String name(Activation of, Registration asked) {
        String own = asked.machine().instanceName();
        if (!own.isEmpty()) {
            return own;
        }
        String common = of.rules().instanceName();
        return common.isEmpty() ? asked.machine().hostname() : "%s-%03d".formatted(common, registered + 1);
    }

    private static Labels labels(Activation of, Registration asked) {
        var tags = new TreeMap<>(of.rules().labels().tags());
        tags.putAll(asked.tags());
        return new Labels(tags, of.rules().labels().resourceGroup());
    }

    private static boolean isAllowed(String range, String address) {
        return range.isEmpty()
                || AddressRange.parse(range).map(one -> one.contains(address)).orElse(false);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Decision<ActivationSlot, InstanceId, FleetAlert> refused(Reason reason) {
        return Decision.refused(new FleetRefusal.NotRegistered(reason));
    }
}
