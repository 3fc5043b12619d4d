package io.opsbus.instance.provider.simulated;

import java.time.Duration;
import java.util.Map;

/**
 * How the simulated world behaves.
 *
 * @param quickest shortest time an operation takes
 * @param slowest longest time an operation takes
 * @param failing share of operations that fail, 0 to 1
 * @param lost share of operations that are done and never answered, 0 to 1; asked again, they answer
 * @param seed of all chance
 * @param scarcity what runs out
 */
public record Conditions(
        Duration quickest, Duration slowest, double failing, double lost, long seed, Scarcity scarcity) {
    /** 200 ms to 1 s, nothing fails and nothing runs out. */
    public static final Conditions FAIR = new Conditions(
            Duration.ofMillis(200), Duration.ofSeconds(1), 0, 0, 1, new Scarcity(Map.of(), Scarcity.WHOLE_RANGE));

    /** Refuses what cannot be. */
    public Conditions {
        if (quickest.isNegative() || slowest.compareTo(quickest) < 0) {
            throw new IllegalArgumentException("no range of times: " + quickest + " to " + slowest);
        }
        if (failing < 0 || lost < 0 || failing + lost > 1) {
            throw new IllegalArgumentException("no shares: " + failing + " failing, " + lost + " lost");
        }
    }

    /** These with other times. */
    public Conditions taking(Duration from, Duration to) {
        return new Conditions(from, to, failing, lost, seed, scarcity);
    }

    /** These with other faults. */
    public Conditions withFaults(double failingShare, double lostShare, long otherSeed) {
        return new Conditions(quickest, slowest, failingShare, lostShare, otherSeed, scarcity);
    }

    /** These with less to be had. */
    public Conditions with(Scarcity other) {
        return new Conditions(quickest, slowest, failing, lost, seed, other);
    }

    /**
     * What runs out.
     *
     * @param stock machines of a type in each zone, by the type's name; a type that is not here never runs out
     * @param addresses most addresses of a vSwitch, or {@link #WHOLE_RANGE}
     * @param hostSize most machines of a host, from 1; there are as many hosts as it takes
     */
    public record Scarcity(Map<String, Integer> stock, int addresses, int hostSize) {
        /** As many addresses as the vSwitch's range has. */
        public static final int WHOLE_RANGE = 0;

        /** Most machines of a host, unless said otherwise. */
        public static final int USUAL_HOST = 20;

        /** Copies. */
        public Scarcity {
            if (hostSize < 1) {
                throw new IllegalArgumentException("a host has room for one machine at least: " + hostSize);
            }
            stock = Map.copyOf(stock);
        }

        /** With hosts of the usual size. */
        public Scarcity(Map<String, Integer> stock, int addresses) {
            this(stock, addresses, USUAL_HOST);
        }
    }
}
