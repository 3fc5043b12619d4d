package io.opsbus.instance.rpc.region;

import io.opsbus.instance.ProviderId;
import io.opsbus.instance.Scope;
import io.opsbus.instance.catalog.InstanceType;
import io.opsbus.instance.catalog.Zone;
import io.opsbus.instance.control.Fleet;
import io.opsbus.instance.provider.Stock;
import io.opsbus.instance.rpc.Ecs;
import io.opsbus.instance.rpc.RegionParameter;
import io.opsbus.instance.rpc.disk.DiskCategories;
import io.opsbus.instance.rpc.disk.DiskSizes;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.Tree;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code DescribeAvailableResource} (contract 2.1, guide 3.3): what there is stock of, zone by zone. */
public final class DescribeAvailableResource implements Action {
    private static final Parameter<String> DESTINATION = Take.word(
                    "DestinationResource",
                    "Zone",
                    "IoOptimized",
                    "InstanceType",
                    "Network",
                    "ddh",
                    "SystemDisk",
                    "DataDisk")
            .refusing(404, "Invalid.DestinationResource")
            .required();
    private static final Parameter<Optional<String>> ZONE = Take.id("ZoneId").optional();
    private static final Parameter<Optional<String>> TYPE =
            Take.text("InstanceType").optional();
    private static final Parameter<Optional<Integer>> CORES =
            Take.whole("Cores", 1, 1024).refusing(403, "InvalidParam.Cores").optional();
    private static final Parameter<Optional<BigDecimal>> MEMORY =
            Take.decimal("Memory", 65_536).refusing(403, "InvalidParam.Memory").optional();

    private final Fleet fleet;
    private final ProviderId provider;
    private final RegionParameter region;
    private final Declaration declaration;

    /**
     * Tells of stock.
     *
     * @param provider whose stock it is
     */
    public DescribeAvailableResource(Fleet fleet, ProviderId provider, RegionParameter region) {
        this.fleet = fleet;
        this.provider = provider;
        this.region = region;
        this.declaration = Ecs.reading("DescribeAvailableResource", "Tells what there is stock of.")
                .takes(region.parameter(), DESTINATION, ZONE, TYPE, CORES, MEMORY)
                .ignores(
                        "DataDiskCategory",
                        "DedicatedHostId",
                        "InstanceChargeType",
                        "IoOptimized",
                        "NetworkCategory",
                        "ResourceType",
                        "Scope",
                        "SpotDuration",
                        "SpotStrategy",
                        "SystemDiskCategory")
                .end();
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }

    @Override
    public Answer answer(Call call) {
        Scope scope = region.of(call);
        List<Tree.Fields> zones = fleet.catalog().region(scope.region()).orElseThrow().zones().stream()
                .filter(zone -> call.get(ZONE)
                        .map(wanted -> zone.id().text().equals(wanted))
                        .orElse(true))
                .map(zone -> tree(call, scope, zone))
                .toList();
        return new Answer.Reply(
                Tree.build().put("AvailableZones", "AvailableZone", zones).end());
    }

    private Tree.Fields tree(Call call, Scope scope, Zone zone) {
        List<Tree.Fields> supported = supported(call, zone).toList();
        Tree.Fields resources = Tree.build()
                .put("Type", call.get(DESTINATION))
                .put("SupportedResources", "SupportedResource", supported)
                .end();
        return Tree.build()
                .put("RegionId", scope.region().text())
                .put("ZoneId", zone.id().text())
                .put("Status", "Available")
                .put("StatusCategory", "WithStock")
                .put("AvailableResources", "AvailableResource", List.of(resources))
                .end();
    }

    private Stream<Tree.Fields> supported(Call call, Zone zone) {
        return switch (call.get(DESTINATION)) {
            case "InstanceType" ->
                fleet.catalog().types().stream()
                        .filter(type -> isWanted(call, type))
                        .map(type -> ofType(zone, type));
            case "SystemDisk" -> Arrays.stream(DiskCategories.made()).map(category -> sized(category, 20, 2048));
            case "DataDisk" -> Arrays.stream(DiskCategories.made()).map(category -> ofData(category));
            case "Zone" -> Stream.of(row(zone.id().text(), true).end());
            case "IoOptimized" -> Stream.of(row("optimized", true).end());
            case "Network" -> Stream.of(row("vpc", true).end());
            default -> Stream.empty();
        };
    }

    private static boolean isWanted(Call call, InstanceType type) {
        BigDecimal mebibytes = BigDecimal.valueOf(type.memoryMiB());
        return call.get(TYPE).map(name -> type.name().text().equals(name)).orElse(true)
                && call.get(CORES).map(cores -> type.cpu() == cores).orElse(true)
                && call.get(MEMORY)
                        .map(gib -> gib.multiply(BigDecimal.valueOf(1024)).compareTo(mebibytes) == 0)
                        .orElse(true);
    }

    private Tree.Fields ofType(Zone zone, InstanceType type) {
        Stock stock = fleet.instances().stock(provider, zone.id(), type.name());
        return row(type.name().text(), stock.any()).end();
    }

    private static Tree.Fields ofData(String category) {
        DiskSizes sizes = DiskSizes.ofAnyLevel(category);
        return sized(category, sizes.least(), sizes.most());
    }

    private static Tree.Fields sized(String category, int least, int most) {
        return row(category, true)
                .put("Min", least)
                .put("Max", most)
                .put("Unit", "GiB")
                .end();
    }

    private static Tree.Builder row(String value, boolean isThere) {
        return Tree.build()
                .put("Value", value)
                .put("Status", isThere ? "Available" : "SoldOut")
                .put("StatusCategory", isThere ? "WithStock" : "WithoutStock");
    }
}
