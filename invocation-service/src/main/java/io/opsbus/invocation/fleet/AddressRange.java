package io.opsbus.invocation.fleet;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Addresses an activation may be used from, {@code 10.0.0.0/8}, {@code ::/0} or one address. No name is ever looked up.
 *
 * @param bits how many leading bits count
 */
public record AddressRange(InetAddress network, int bits) {
    private static final int IPV4_BYTES = 4;
    private static final int IPV4_SITE = 24;
    private static final int IPV6_SITE = 48;

    /** Reads a range; empty when it is none. */
    public static Optional<AddressRange> parse(String text) {
        int slash = text.indexOf('/');
        try {
            InetAddress network = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            int all = network.getAddress().length * Byte.SIZE;
            int bits = slash < 0 ? all : Integer.parseInt(text.substring(slash + 1));
            return bits < 0 || bits > all ? Optional.empty() : Optional.of(new AddressRange(network, bits));
        } catch (IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }

    /** The network an address is in, of 24 bits or in IPv6 of 48: as a rule one site's. Empty for what is no address. */
    public static Optional<AddressRange> around(String address) {
        try {
            byte[] one = InetAddress.ofLiteral(address).getAddress();
            int bits = one.length == IPV4_BYTES ? IPV4_SITE : IPV6_SITE;
            Arrays.fill(one, bits / Byte.SIZE, one.length, (byte) 0);
            return Optional.of(new AddressRange(InetAddress.getByAddress(one), bits));
        } catch (IllegalArgumentException | UnknownHostException noAddress) {
            return Optional.empty();
        }
    }

    /** {@code 10.1.2.0/24}. */
    public String text() {
        return network.getHostAddress() + "/" + bits;
    }

    /** Whether the address is in it; what is no address is in none. */
    public boolean contains(String address) {
        byte[] one;
        try {
            one = InetAddress.ofLiteral(address).getAddress();
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
        byte[] mine = network.getAddress();
        if (one.length != mine.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            if ((one[bit / Byte.SIZE] & mask) != (mine[bit / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }
}
