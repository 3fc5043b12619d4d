package io.opsbus.notifier.channel.egress;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
    /** What is opened to one account beyond that, by its id. */
    private final Map<String, List<Cidr>> accounts;

    private final Ways ways;
    private final Doors own;

    /** @param allowed blocks the operator opens to everybody although they are denied by default */
    public EgressPolicy(List<Cidr> allowed) {
        this(allowed, Map.of(), Ways.USUAL, Doors.NONE);
    }

    private EgressPolicy(List<Cidr> allowed, Map<String, List<Cidr>> accounts, Ways ways, Doors own) {
        this.allowed = List.copyOf(allowed);
        this.accounts = Map.copyOf(accounts);
        this.ways = ways;
        this.own = own;
    }

    /** The policy with the blocks of a comma-separated list opened; an empty text opens none. */
    public static EgressPolicy allowing(String blocks) {
        return new EgressPolicy(listed(blocks));
    }

    private static List<Cidr> listed(String blocks) {
        return Stream.of(blocks.split(",", -1))
                .filter(block -> !block.isBlank())
                .map(Cidr::parse)
                .toList();
    }

    /** The same with the blocks of such a list opened to one account, and to no other; several lists of one add up. */
    public EgressPolicy opening(String account, String blocks) {
        var more = new HashMap<>(accounts);
        more.merge(account, listed(blocks), EgressPolicy::joined);
        return new EgressPolicy(allowed, more, ways, own);
    }

    private static List<Cidr> joined(List<Cidr> some, List<Cidr> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    /** What holds for what this account has sent; an empty id is this system itself. */
    public EgressPolicy of(String account) {
        var more = accounts.get(account);
        return more == null ? this : new EgressPolicy(joined(allowed, more), Map.of(), ways, own);
    }

    /** The same with other ways to call what lies outside the opened blocks. */
    public EgressPolicy by(Ways others) {
        return new EgressPolicy(allowed, accounts, others, own);
    }

    /** The same, keeping off this system's own doors, opened blocks or not: what it tells must not come back as something to tell. */
    public EgressPolicy keepingOff(Doors doors) {
        return new EgressPolicy(allowed, accounts, ways, doors);
    }

    /** The same for messages into queues: what lies in a queue tells nobody anything, so one behind a door of this system's own is as good as another. */
    public EgressPolicy intoQueues() {
        return keepingOff(Doors.NONE);
    }

    /** Whether the operator has opened nothing: what may be dialled then everybody can reach. */
    public boolean opensNothing() {
        return allowed.isEmpty();
    }

    private boolean isOpened(InetAddress address) {
        return allowed.stream().anyMatch(block -> block.holds(address));
    }

    /** Why this address, found for this host, may not be called in this way; empty when it may. */
    public Optional<String> refusal(String host, InetAddress address, String scheme, int port) {
        return own.complaint(host, port).or(() -> refusal(address, scheme, port));
    }

    /** Why this address may not be called in this way; empty when it may. In opened blocks any way is good: the operator vouches for them. */
    public Optional<String> refusal(InetAddress address, String scheme, int port) {
        var door = own.refusal(address, port);
        if (door.isPresent() || isOpened(address)) {
            return door;
        }
        return allows(address)
                ? ways.complaint(scheme, port)
                : Optional.of("the address is for nobody outside (opsbus.notifier.egress.allow)");
    }

    /**
     * What is known of a URL before its name is resolved; empty when it may turn out to be allowed. Of private addresses nothing is said here: that
     * is found out, and told, at the dial.
     */
    public Optional<String> complaint(URI url) {
        var scheme = url.getScheme().toLowerCase(Locale.ROOT);
        var usual = scheme.equals("https") ? 443 : 80;
        var port = url.getPort() < 0 ? usual : url.getPort();
        var door = own.complaint(url.getHost(), port);
        if (door.isPresent()) {
            return door;
        }
        var complaint = ways.complaint(scheme, port);
        return complaint.isEmpty() || mayBeOpened(url.getHost()) ? Optional.empty() : complaint;
    }

    private boolean mayBeOpened(String host) {
        try {
            return isOpened(InetAddress.ofLiteral(host.startsWith("[") ? host.substring(1, host.length() - 1) : host));
        } catch (IllegalArgumentException _) {
            return !allowed.isEmpty(); // a name: it may lead into an opened block
        }
    }

    /** Whether this very address may be dialled. */
    public boolean allows(InetAddress address) {
        if (isOpened(address)) {
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
