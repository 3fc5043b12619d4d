package io.opsbus.instance.fleet;

import io.opsbus.instance.AccountId;
import io.opsbus.instance.InstanceId;

/**
 * An instance.
 *
 * @param revision counts its changes, from 1
 */
public record Instance(
        Identity identity,
        InstanceState state,
        Labels labels,
        Hardware hardware,
        Network network,
        Terms terms,
        Machine machine,
        long revision) {

    public InstanceId id() {
        return identity.id();
    }

    public InstanceStatus status() {
        return state.status();
    }

    public boolean ownedBy(AccountId account) {
        return identity.account().equals(account);
    }

    /** Whether lists show it. */
    public boolean visible() {
        return state.visible();
    }

    public Instance with(InstanceState other) {
        return new Instance(identity, other, labels, hardware, network, terms, machine, revision);
    }

    public Instance with(Labels other) {
        return new Instance(identity, state, other, hardware, network, terms, machine, revision);
    }

    public Instance with(Network other) {
        return new Instance(identity, state, labels, hardware, other, terms, machine, revision);
    }

    public Instance with(Terms other) {
        return new Instance(identity, state, labels, hardware, network, other, machine, revision);
    }

    public Instance with(Machine other) {
        return new Instance(identity, state, labels, hardware, network, terms, other, revision);
    }

    public Instance atRevision(long other) {
        return new Instance(identity, state, labels, hardware, network, terms, machine, other);
    }
}
