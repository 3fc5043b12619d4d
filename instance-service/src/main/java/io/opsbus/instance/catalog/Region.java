package io.opsbus.instance.catalog;

import io.opsbus.instance.RegionId;
import io.opsbus.instance.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * A region with what is in it.
 *
 * @param localName what people call it
 * @param zones never empty; the first is taken where a request names none
 * @param vSwitches one or more in every zone
 */
public record Region(RegionId id, String localName, List<Zone> zones, List<VSwitch> vSwitches) {
    /** Copies, and refuses a region without a zone or a zone without a vSwitch. */
    public Region {
        zones = List.copyOf(zones);
        vSwitches = List.copyOf(vSwitches);
        if (zones.isEmpty()) {
            throw new IllegalArgumentException("region " + id + " has no zone");
        }
        for (Zone zone : zones) {
            if (vSwitches.stream().noneMatch(one -> one.zone().equals(zone.id()))) {
                throw new IllegalArgumentException("zone " + zone.id() + " has no vSwitch");
            }
        }
    }

    public Optional<Zone> zone(ZoneId zone) {
        return zones.stream().filter(one -> one.id().equals(zone)).findFirst();
    }

    /** The zones' ids. */
    public List<String> zoneNames() {
        return zones.stream().map(one -> one.id().text()).toList();
    }

    public Optional<VSwitch> vSwitch(VSwitchId vSwitch) {
        return vSwitches.stream().filter(one -> one.id().equals(vSwitch)).findFirst();
    }

    /** The vSwitch taken where a request names the zone only. */
    public VSwitch firstVSwitch(ZoneId zone) {
        return vSwitches.stream()
                .filter(one -> one.zone().equals(zone))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no zone of " + id + ": " + zone));
    }
}
