package io.opsbus.event.rpc.ecs.upkeep;

import io.opsbus.event.ResourceId;
import io.opsbus.event.cycle.Target.Owner;
import io.opsbus.event.fleet.KnownFleet;
import io.opsbus.event.fleet.KnownInstance;
import io.opsbus.event.fleet.Upkeep;
import io.opsbus.event.fleet.Upkeep.OnMaintenance;
import io.opsbus.event.rpc.ecs.EventDesk;
import io.opsbus.event.rpc.ecs.EventErrors;
import io.opsbus.event.rpc.ecs.EventParameters;
import io.opsbus.event.rpc.ecs.Pages;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.page.PageParameters;
import io.opsbus.rpc.page.PageRequest;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.Tree;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code DescribeInstanceMaintenanceAttributes} (contract 2.1): what is wished for instances, usual or said. */
public final class DescribeInstanceMaintenanceAttributes implements Action {
    private static final PageParameters PAGE = PageParameters.upTo(100, 100);
    private static final Parameter<Optional<List<String>>> INSTANCES = EventParameters.ids(
                    "InstanceId", "instance", EventErrors.TOO_MANY_INSTANCES)
            .optional();
    private static final Declaration DECLARATION = Declaration.reading(
                    EventParameters.VERSION,
                    "DescribeInstanceMaintenanceAttributes",
                    "Shows what is wished of the maintenance of instances, newest first; of all of the region where none is named.")
            .takes(EventParameters.REGION, INSTANCES)
            .takes(PAGE.byNumber())
            .fails(EventErrors.NO_INSTANCE, EventErrors.TOO_MANY_INSTANCES)
            .end();

    private final EventDesk desk;

    public DescribeInstanceMaintenanceAttributes(EventDesk desk) {
        this.desk = desk;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        var owner = new Owner(EventDesk.account(call), call.get(EventParameters.REGION));
        PageRequest.ByNumber asked = PAGE.ofNumber(call);
        if (call.get(INSTANCES).isEmpty()) {
            var page = desk.fleet().instances(new KnownFleet.Query(owner, null, asked.offset(), asked.size()));
            return reply(asked, page.total(), page.items());
        }
        Set<ResourceId> named = EventParameters.resources(call.get(INSTANCES).get());
        List<KnownInstance> found = desk.fleet().instances(owner, named);
        return found.size() < named.size()
                ? new Answer.Refused(EventErrors.NO_INSTANCE)
                : reply(asked, found.size(), Pages.cut(found, asked));
    }

    private Answer reply(PageRequest.ByNumber asked, long total, List<KnownInstance> instances) {
        Map<ResourceId, Upkeep> wishes =
                desk.fleet().upkeep(instances.stream().map(KnownInstance::id).collect(Collectors.toSet()));
        return Pages.reply(
                asked,
                total,
                "MaintenanceAttributes",
                "MaintenanceAttribute",
                instances.stream()
                        .map(one -> tree(one.id(), wishes.getOrDefault(one.id(), Upkeep.USUAL)))
                        .toList());
    }

    private static Tree.Fields tree(ResourceId instance, Upkeep wish) {
        List<String> words =
                Arrays.stream(OnMaintenance.values()).map(OnMaintenance::word).toList();
        return Tree.build()
                .put("InstanceId", instance.text())
                .put(
                        "ActionOnMaintenance",
                        Tree.build()
                                .put("Value", wish.action().word())
                                .put("DefaultValue", Upkeep.USUAL.action().word())
                                .texts("SupportedValues", "SupportedValue", words)
                                .end())
                .put("NotifyOnMaintenance", wish.told())
                .put(
                        "MaintenanceWindows",
                        "MaintenanceWindow",
                        wish.windows().stream()
                                .map(window -> Tree.build()
                                        .put("StartTime", window.startTime())
                                        .put("EndTime", window.endTime())
                                        .end())
                                .toList())
                .end();
    }
}
