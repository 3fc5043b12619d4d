package io.opsbus.instance.rpc.instance;

import io.opsbus.instance.InstanceId;
import io.opsbus.instance.ZoneId;
import io.opsbus.instance.control.InstanceDesk;
import io.opsbus.instance.query.InstanceFilter;
import io.opsbus.instance.rpc.Ecs;
import io.opsbus.instance.rpc.Pages;
import io.opsbus.instance.rpc.RegionParameter;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.page.PageParameters;
import io.opsbus.rpc.page.PageRequest;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.Tree;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code DescribeInstanceStatus} (contract 2.1): the states of a region's instances. */
public final class DescribeInstanceStatus implements Action {
    private static final PageParameters PAGE = PageParameters.upTo(50, 50);
    private static final Parameter<Optional<List<String>>> IDS =
            Take.texts("InstanceId", 100).names("instance").optional();
    private static final Parameter<Optional<String>> ZONE = Take.id("ZoneId").optional();

    private final InstanceDesk instances;
    private final RegionParameter region;
    private final Declaration declaration;

    public DescribeInstanceStatus(InstanceDesk instances, RegionParameter region) {
        this.instances = instances;
        this.region = region;
        this.declaration = Ecs.reading("DescribeInstanceStatus", "Lists the states of instances, newest first.")
                .takes(region.parameter(), IDS, ZONE)
                .takes(PAGE.byNumber())
                .ignores("ClusterId")
                .end();
    }

    @Override
    public Declaration declaration() {
        return declaration;
    }

    @Override
    public Answer answer(Call call) {
        PageRequest asked = PAGE.ofNumber(call);
        InstanceFilter filter = InstanceFilter.ALL;
        Optional<List<String>> ids = call.get(IDS);
        if (ids.isPresent()) {
            filter = filter.and(new InstanceFilter.Ids(ids.get().stream()
                    .flatMap(text -> InstanceId.parse(text).stream())
                    .collect(Collectors.toSet())));
        }
        Optional<String> zone = call.get(ZONE);
        if (zone.isPresent()) {
            filter = filter.and(new InstanceFilter.InZone(new ZoneId(zone.get())));
        }
        var page = instances.list(region.of(call), filter, Pages.of(asked));
        return Pages.reply(
                asked,
                page,
                "InstanceStatuses",
                "InstanceStatus",
                instance -> Tree.fields()
                        .with("InstanceId", instance.id().text())
                        .with("Status", instance.status().word()));
    }
}
