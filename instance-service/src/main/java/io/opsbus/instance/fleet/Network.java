package io.opsbus.instance.fleet;

import io.opsbus.instance.catalog.SecurityGroupId;
import io.opsbus.instance.catalog.VSwitchId;
import io.opsbus.instance.catalog.VpcId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where it is reached.
 *
 * @param privateIp in the vSwitch; null until the provider gave or took it
 * @param interfaceId {@code eni-…}
 * @param mac of the interface
 */
public record Network(
        VpcId vpc,
        VSwitchId vSwitch,
        @Nullable String privateIp,
        List<SecurityGroupId> securityGroups,
        Internet internet,
        String interfaceId,
        String mac) {
    /** Copies. */
    public Network {
        securityGroups = List.copyOf(securityGroups);
    }

    public Network withPrivateIp(String address) {
        return new Network(vpc, vSwitch, address, securityGroups, internet, interfaceId, mac);
    }

    public Network withSecurityGroups(List<SecurityGroupId> groups) {
        return new Network(vpc, vSwitch, privateIp, groups, internet, interfaceId, mac);
    }

    /**
     * The way to the internet.
     *
     * @param maxIn Mbit/s
     * @param maxOut Mbit/s; 0 means no public address
     */
    public record Internet(Charge charge, int maxIn, int maxOut, List<String> publicIps) {
        public static final Internet NONE = new Internet(Charge.BY_TRAFFIC, 0, 0, List.of());

        /** Copies. */
        public Internet {
            publicIps = List.copyOf(publicIps);
        }
    }

    /** {@code InternetChargeType}. */
    public enum Charge {
        BY_TRAFFIC("PayByTraffic"),
        BY_BANDWIDTH("PayByBandwidth");

        private final String word;

        Charge(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
