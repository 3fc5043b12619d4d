package io.opsbus.notifier.channel.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Turns a host's name into addresses; may block. */
@FunctionalInterface
public interface AddressResolver {
    /** The system's resolver. */
    AddressResolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    /** All addresses, the preferred first. */
    List<InetAddress> resolve(String host) throws UnknownHostException;
}
