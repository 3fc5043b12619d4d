package io.opsbus.instance.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opsbus.instance.AccountId;
import io.opsbus.instance.DiskId;
import io.opsbus.instance.FleetRefusal;
import io.opsbus.instance.FleetRefusal.NotOffered;
import io.opsbus.instance.InstanceId;
import io.opsbus.instance.ProviderId;
import io.opsbus.instance.Scope;
import io.opsbus.instance.catalog.Catalog;
import io.opsbus.instance.catalog.DiskMedium;
import io.opsbus.instance.catalog.Image;
import io.opsbus.instance.catalog.InstanceType;
import io.opsbus.instance.catalog.Region;
import io.opsbus.instance.catalog.VSwitch;
import io.opsbus.instance.fleet.DiskPlan;
import io.opsbus.instance.fleet.Hardware;
import io.opsbus.instance.fleet.Identity;
import io.opsbus.instance.fleet.Network;
import io.opsbus.instance.launch.LaunchSpec.DiskSpec;
import io.opsbus.instance.lifecycle.NewInstance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** From what a caller describes to what is to be made. */
public final class Launch {
    private static final int SMALLEST_SYSTEM_DISK = 40;
    private static final char FIRST_LETTER = 'a';

    private final Catalog catalog;
    private final ProviderId provider;

    /**
     * Launches from this catalog.
     *
     * @param provider who makes the machines
     */
    public Launch(Catalog catalog, ProviderId provider) {
        this.catalog = catalog;
        this.provider = provider;
    }

    /** What was planned, or why it cannot be. */
    public sealed interface Plan {
        /** It can be ordered. */
        record Ready(NewInstance order) implements Plan {}

        /** Something is not sold, or not there. */
        record Refused(FleetRefusal refusal) implements Plan {}
    }

    /**
     * Plans one instance.
     *
     * @param id fresh; what is made together with it derives its ids from it
     */
    public Plan plan(Scope scope, InstanceId id, LaunchSpec spec, Instant now) {
        var region = catalog.region(scope.region());
        if (region.isEmpty()) {
            return refused(
                    NotOffered.What.REGION,
                    scope.region().text(),
                    catalog.regions().stream().map(one -> one.id().text()));
        }
        var type = catalog.type(spec.type());
        if (type.isEmpty()) {
            return refused(NotOffered.What.INSTANCE_TYPE, spec.type().text(), Stream.of());
        }
        var image = catalog.image(spec.image());
        if (image.isEmpty()) {
            return refused(
                    NotOffered.What.IMAGE,
                    spec.image().text(),
                    catalog.images().stream().map(one -> one.id().text()));
        }
        var no = misplaced(region.get(), spec.place());
        if (no.isPresent()) {
            return new Plan.Refused(no.get());
        }
        var vSwitch = vSwitch(region.get(), spec.place());
        return new Plan.Ready(
                order(scope.account(), region.get(), id, spec, new Chosen(type.get(), image.get(), vSwitch), now));
    }

    private record Chosen(InstanceType type, Image image, VSwitch vSwitch) {}

    private static Plan refused(NotOffered.What what, String name, Stream<String> offered) {
        return new Plan.Refused(new NotOffered(what, name, offered.toList()));
    }

    private static Optional<FleetRefusal> misplaced(Region region, LaunchSpec.Place place) {
        var zone = place.zone();
        if (zone != null && region.zone(zone).isEmpty()) {
            return Optional.of(new NotOffered(NotOffered.What.ZONE, zone.text(), region.zoneNames()));
        }
        var vSwitch = place.vSwitch();
        if (vSwitch == null) {
            return Optional.empty();
        }
        List<VSwitch> there = region.vSwitches().stream()
                .filter(one -> zone == null || one.zone().equals(zone))
                .toList();
        return there.stream().anyMatch(one -> one.id().equals(vSwitch))
                ? Optional.empty()
                : Optional.of(new NotOffered(
                        NotOffered.What.V_SWITCH,
                        vSwitch.text(),
                        there.stream().map(one -> one.id().text()).toList()));
    }

    private static VSwitch vSwitch(Region region, LaunchSpec.Place place) {
        var vSwitch = place.vSwitch();
        if (vSwitch != null) {
            return region.vSwitch(vSwitch).orElseThrow();
        }
        var zone = place.zone();
        return region.firstVSwitch(zone == null ? region.zones().getFirst().id() : zone);
    }

    private NewInstance order(
            AccountId account, Region region, InstanceId id, LaunchSpec spec, Chosen chosen, Instant now) {
        var identity = new Identity(
                id,
                account,
                region.id(),
                chosen.vSwitch().zone(),
                derived("serial/" + id).toString(),
                now);
        var place = spec.place();
        var network = new Network(
                chosen.vSwitch().vpc(),
                chosen.vSwitch().id(),
                place.privateIp(),
                place.securityGroups(),
                place.internet(),
                "eni-" + id.text().substring(id.text().indexOf('-') + 1),
                mac(id));
        return new NewInstance(
                identity,
                spec.labels(),
                new Hardware(chosen.type(), chosen.image()),
                network,
                spec.terms(),
                provider,
                spec.start(),
                disks(id, spec, chosen));
    }

    private static List<DiskPlan> disks(InstanceId id, LaunchSpec spec, Chosen chosen) {
        Image image = chosen.image();
        var system = spec.systemDisk() == null ? DiskSpec.SYSTEM : spec.systemDisk();
        var disks = new ArrayList<DiskPlan>();
        disks.add(disk(
                id,
                0,
                system,
                new DiskMedium(
                        DiskMedium.Kind.SYSTEM,
                        system.category(),
                        system.sizeGiB() > 0 ? system.sizeGiB() : Math.max(SMALLEST_SYSTEM_DISK, image.sizeGiB()),
                        system.performanceLevel(),
                        system.encrypted(),
                        image.id(),
                        null)));
        for (DiskSpec data : spec.dataDisks()) {
            disks.add(disk(
                    id,
                    disks.size(),
                    data,
                    new DiskMedium(
                            DiskMedium.Kind.DATA,
                            data.category(),
                            data.sizeGiB(),
                            data.performanceLevel(),
                            data.encrypted(),
                            null,
                            data.source())));
        }
        if (chosen.type().keepsDataOnItsHost()) {
            var medium = DiskMedium.local(chosen.type().localDiskGiB());
            disks.add(new DiskPlan(DiskId.derived(id + "/local"), medium, "", "", device(disks.size()), true));
        }
        return disks;
    }

    private static DiskPlan disk(InstanceId instance, int ordinal, DiskSpec spec, DiskMedium medium) {
        return new DiskPlan(
                DiskId.derived(instance + "/" + ordinal),
                medium,
                spec.name(),
                spec.description(),
                device(ordinal),
                spec.deleteWithInstance());
    }

    private static String device(int ordinal) {
        return "/dev/xvd" + (char) (FIRST_LETTER + ordinal);
    }

    private static UUID derived(String seed) {
        return UUID.nameUUIDFromBytes(seed.getBytes(UTF_8));
    }

    /** 00:16:3e is the range the original's hypervisor draws from. */
    private static String mac(InstanceId id) {
        long bits = derived("mac/" + id).getLeastSignificantBits();
        return String.format("00:16:3e:%02x:%02x:%02x", bits & 0xFF, bits >> 8 & 0xFF, bits >> 16 & 0xFF);
    }
}
