package io.opsbus.instance.provider.simulated;

import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The addresses of one vSwitch. The first and the last three of the range are the system's, as the original has it. */
final class AddressPool {
    private static final int RESERVED_AT_END = 3;
    private static final int MOST_BITS = 32;

    private final long base;
    private final int size;
    private final BitSet taken = new BitSet();

    AddressPool(String cidr, int most) {
        int slash = cidr.indexOf('/');
        int bits = MOST_BITS - Integer.parseInt(cidr.substring(slash + 1));
        base = number(cidr.substring(0, slash));
        int usable = (1 << bits) - 1 - RESERVED_AT_END;
        size = most == Conditions.Scarcity.WHOLE_RANGE ? usable : Math.min(usable, most);
    }

    /** Takes the wanted address, or the lowest free one; empty if there is none. */
    Optional<String> take(@Nullable String wanted) {
        int place = wanted == null ? taken.nextClearBit(0) : place(wanted);
        if (place < 0 || place >= size || taken.get(place)) {
            return Optional.empty();
        }
        taken.set(place);
        return Optional.of(text(base + 1 + place));
    }

    void giveBack(String address) {
        int place = place(address);
        if (place >= 0) {
            taken.clear(place);
        }
    }

    private int place(String address) {
        long place = number(address) - base - 1;
        return place < 0 || place >= size ? -1 : (int) place;
    }

    private static long number(String address) {
        long number = 0;
        String[] parts = address.split("\\.", -1);
        if (parts.length != 4) {
            return -1;
        }
        for (String part : parts) {
            try {
                number = number * 256 + Integer.parseInt(part);
            } catch (NumberFormatException e) {
                return -1;
            }
        }
        return number;
    }

    private static String text(long number) {
        return (number >> 24 & 255) + "." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
    }
}
