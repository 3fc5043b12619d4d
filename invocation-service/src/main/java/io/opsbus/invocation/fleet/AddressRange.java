package io.opsbus.invocation.fleet;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Addresses an activation may be used from, {@code 10.0.0.0/8}, {@code ::/0} or one address. No name is ever looked up.
 *
 * @param bits how many leading bits count
 */
public record AddressRange(InetAddress network, int bits) {
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
