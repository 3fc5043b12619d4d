package io.opsbus.notifier.channel.egress;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses may be dialled. Asked for every address of every dial, after resolution, so that no spelling of a host and no answer of a
 * name server leads to a machine that only we can reach. Denied: everything the IANA special-purpose registries list, the metadata service
 * 100.100.100.200 and its like included; of IPv6 only global unicast without its tunnels and translations passes.
 */
public final class EgressPolicy {
    private static final List<Cidr> DENIED_V4 = blocks(
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // carrier-grade NAT; holds the metadata service 100.100.100.200
            "127.0.0.0/8", // loopback
            "169.254.0.0/16", // link-local; holds the metadata service 169.254.169.254
            "172.16.0.0/12", // private
            "192.0.0.0/24", // IETF protocol assignments
            "192.0.2.0/24", // documentation
            "192.31.196.0/24", // AS112
            "192.52.193.0/24", // AMT
            "192.88.99.0/24", // 6to4 relays
            "192.168.0.0/16", // private
            "192.175.48.0/24", // AS112
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4"); // reserved, broadcast

    private static final Cidr GLOBAL_V6 = Cidr.parse("2000::/3");
    private static final List<Cidr> DENIED_V6 = blocks(
            "2001::/23", // IETF protocol assignments: Teredo, benchmarks, ORCHID
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4: an IPv4 address in disguise
            "2620:4f:8000::/48", // AS112
            "3fff::/20"); // documentation

    private final List<Cidr> allowed;

    /** @param allowed blocks the operator opens although they are denied by default */
    public EgressPolicy(List<Cidr> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    /** The policy with the blocks of a comma-separated list opened; an empty text opens none. */
    public static EgressPolicy allowing(String blocks) {
        return new EgressPolicy(Stream.of(blocks.split(",", -1))
                .filter(block -> !block.isBlank())
                .map(Cidr::parse)
                .toList());
    }

    /** Whether this very address may be dialled. */
    public boolean allows(InetAddress address) {
        if (allowed.stream().anyMatch(block -> block.holds(address))) {
            return true;
        }
        if (address instanceof Inet4Address) {
            return DENIED_V4.stream().noneMatch(block -> block.holds(address));
        }
        return GLOBAL_V6.holds(address) && DENIED_V6.stream().noneMatch(block -> block.holds(address));
    }

    private static List<Cidr> blocks(String... texts) {
        return Stream.of(texts).map(Cidr::parse).toList();
    }
}
