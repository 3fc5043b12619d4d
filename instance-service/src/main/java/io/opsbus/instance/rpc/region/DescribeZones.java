package io.opsbus.instance.rpc.region;

import io.opsbus.instance.Scope;
import io.opsbus.instance.catalog.Catalog;
import io.opsbus.instance.catalog.InstanceType;
import io.opsbus.instance.catalog.Zone;
import io.opsbus.instance.rpc.Ecs;
import io.opsbus.instance.rpc.RegionParameter;
import io.opsbus.instance.rpc.disk.DiskCategories;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.Tree;
import java.util.List;

/** {@code DescribeZones} (contract 2.1): the zones of a region and what can be made there. */
public final class DescribeZones implements Action {
    private static final Parameter<Boolean> VERBOSE = Take.flag("Verbose").or(true);

    private final Catalog catalog;
    private final RegionParameter region;
    private final Declaration declaration;

    public DescribeZones(Catalog catalog, RegionParameter region) {
        this.catalog = catalog;
        this.region = region;
        this.declaration = Ecs.reading("DescribeZones", "Lists the zones of a region.")
                .takes(region.parameter(), VERBOSE)
                .ignores("AcceptLanguage", "InstanceChargeType", "SpotStrategy")
                .end();
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }

    @Override
    public Answer answer(Call call) {
        Scope scope = region.of(call);
        List<Tree.Fields> zones = catalog.region(scope.region()).orElseThrow().zones().stream()
                .map(zone -> tree(zone, call.get(VERBOSE)))
                .toList();
        return new Answer.Reply(Tree.build().put("Zones", "Zone", zones).end());
    }

    private Tree.Fields tree(Zone zone, boolean isVerbose) {
        Tree.Builder tree = Tree.build()
                .put("ZoneId", zone.id().text())
                .put("LocalName", zone.localName())
                .put("ZoneType", "AvailabilityZone");
        if (isVerbose) {
            tree.texts("AvailableResourceCreation", "ResourceTypes", List.of("Instance", "Disk", "VSwitch"))
                    .texts("AvailableDiskCategories", "DiskCategories", List.of(DiskCategories.made()))
                    .texts(
                            "AvailableInstanceTypes",
                            "InstanceTypes",
                            catalog.types().stream()
                                    .map(InstanceType::name)
                                    .map(Object::toString)
                                    .toList());
        }
        return tree.end();
    }
}
