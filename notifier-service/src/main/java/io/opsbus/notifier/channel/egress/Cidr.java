package io.opsbus.notifier.channel.egress;

import java.net.InetAddress;

/** A block of addresses, {@code 10.0.0.0/8} or {@code fd00::/8}. An IPv4-mapped address counts as the IPv4 address it is. */
public final class Cidr {
    private final String text;
    private final byte[] network;
    private final int bits;

    private Cidr(String text, byte[] network, int bits) {
        this.text = text;
        this.network = network;
        this.bits = bits;
    }

    /** Reads a block; a bare address is the block of itself. */
    public static Cidr parse(String text) {
        var slash = text.indexOf('/');
        var address = (slash < 0 ? text : text.substring(0, slash)).strip();
        var network = InetAddress.ofLiteral(address).getAddress();
        var bits = slash < 0
                ? network.length * 8
                : Integer.parseInt(text.substring(slash + 1).strip());
        if (bits < 0 || bits > network.length * 8) {
            throw new IllegalArgumentException("not a block of addresses: " + text);
        }
        return new Cidr(text, network, bits);
    }

    /** Whether the address lies in this block. */
    public boolean holds(InetAddress address) {
        var bytes = address.getAddress();
        if (bytes.length != network.length) {
            return false;
        }
        for (var bit = 0; bit < bits; bit += 8) {
            var shift = Math.max(0, 8 - (bits - bit));
            if ((bytes[bit / 8] & 0xff) >> shift != (network[bit / 8] & 0xff) >> shift) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return text;
    }
}
