package io.opsbus.invocation.rpc.catalogue;

import io.opsbus.invocation.query.CurrentInstances;
import io.opsbus.invocation.query.KnownCommands;
import io.opsbus.ledger.World;
import io.opsbus.rpc.identity.InternalKey;
import io.opsbus.rpc.peer.PeerService;
import java.net.URI;
import java.time.InstantSource;

/** The services that keep what this one reads from the bus. */
public final class Peers implements AutoCloseable {
    private final Keeper commands;
    private final Keeper instances;

    /**
     * At these base URLs.
     *
     * @param key shared by all services
     */
    public Peers(URI commands, URI instances, InternalKey key, InstantSource clock) {
        this.commands = new Keeper(new PeerService("invocation-service", "command-service", commands, key, clock));
        this.instances = new Keeper(new PeerService("invocation-service", "instance-service", instances, key, clock));
    }

    /** Commands, of which the bus has told these. */
    public RemoteCatalogue catalogue(KnownCommands told) {
        return new RemoteCatalogue(told, commands);
    }

    /** Instances, of which the bus has told these. */
    public CurrentInstances instances(CurrentInstances told, World world) {
        return new AwaitedInstances(told, new RemoteInstances(instances), world);
    }

    @Override
    public void close() {
        commands.close();
        instances.close();
    }
}
