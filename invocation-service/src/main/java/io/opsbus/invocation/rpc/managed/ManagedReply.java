package io.opsbus.invocation.rpc.managed;

import io.opsbus.invocation.fleet.Activation;
import io.opsbus.invocation.fleet.ActivationSlot;
import io.opsbus.invocation.fleet.AgentPresence;
import io.opsbus.invocation.fleet.ManagedInstance;
import io.opsbus.invocation.query.Invocations.Usage;
import io.opsbus.invocation.rpc.Replies;
import io.opsbus.rpc.reply.Tree;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Activations and managed instances in replies; lists here are bare arrays (API facts 2.1). */
final class ManagedReply {
    private ManagedReply() {}

    static Tree.Fields activation(ActivationSlot slot) {
        Activation activation = Objects.requireNonNull(slot.activation());
        var rules = activation.rules();
        return Tree.build()
                .put("ActivationId", activation.id().text())
                .put("InstanceCount", rules.instances())
                .put("RegisteredCount", slot.registered())
                .put("DeregisteredCount", slot.deregistered())
                .put("TimeToLiveInHours", rules.life().toHours())
                .put("IpAddressRange", rules.addresses())
                .put("InstanceName", rules.instanceName())
                .put("Description", rules.description())
                .put("Disabled", activation.isDisabled())
                .put("CreationTime", Replies.time(activation.created()))
                .put("ResourceGroupId", rules.labels().resourceGroup())
                .put("Tags", new Tree.Bare(List.copyOf(Replies.tags(rules.labels()))))
                .end();
    }

    /**
     * Without whether it is connected.
     *
     * @param agent what was heard of it, which is newer than what it said when it was registered
     */
    static Tree.Builder instance(ManagedInstance instance, @Nullable AgentPresence agent, @Nullable Usage usage) {
        var machine = instance.seen().machine();
        var labels = instance.name().labels();
        return Tree.build()
                .put("InstanceId", instance.id().text())
                .put("InstanceName", instance.name().text())
                .put("ActivationId", instance.activation().text())
                .put(
                        "AgentVersion",
                        agent == null || agent.version().isEmpty() ? machine.agentVersion() : agent.version())
                .put("Hostname", machine.hostname())
                .put("InternetIp", instance.seen().address())
                .put("IntranetIp", machine.intranetIp())
                .put("MachineId", machine.machineId())
                .put("OsType", machine.osType())
                .put("OsVersion", machine.osVersion())
                .put("RegistrationTime", Replies.time(instance.seen().registered()))
                .put("InvocationCount", usage == null ? 0 : usage.invocations())
                .put("LastInvokedTime", Replies.time(usage == null ? null : usage.last()))
                .put("ResourceGroupId", labels.resourceGroup())
                .put("Tags", new Tree.Bare(List.copyOf(Replies.tags(labels))));
    }
}
