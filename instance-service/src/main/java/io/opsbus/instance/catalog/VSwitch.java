package io.opsbus.instance.catalog;

import io.opsbus.instance.ZoneId;

/**
 * A subnet: where private addresses come from.
 *
 * @param cidr IPv4 range, {@code 172.16.0.0/16}
 */
public record VSwitch(VSwitchId id, VpcId vpc, ZoneId zone, String cidr) {}
