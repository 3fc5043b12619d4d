package io.opsbus.notifier.rpc.cms.group;

import io.opsbus.notifier.contact.MonitorGroup;
import io.opsbus.notifier.rpc.cms.Cms;
import io.opsbus.notifier.rpc.cms.CmsErrors;
import io.opsbus.notifier.rpc.cms.Desk;
import io.opsbus.rpc.Action;
import io.opsbus.rpc.Call;
import io.opsbus.rpc.declare.Declaration;
import io.opsbus.rpc.declare.Parameter;
import io.opsbus.rpc.declare.Take;
import io.opsbus.rpc.reply.Answer;
import io.opsbus.rpc.reply.Tree;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** {@code DescribeMonitorGroupInstances} (API facts 2.2). */
final class DescribeMonitorGroupInstances implements Action {

    private static final Parameter<Integer> PAGE = Cms.pageNumber();
    private static final Parameter<Integer> SIZE = Cms.pageSize(10, 100);
    private static final Parameter<String> CATEGORY = Take.text("Category")
            .meaning("Only resources of these, with commas between, in any case of letters.")
            .or("");
    private static final Parameter<String> KEYWORD = Take.text("Keyword")
            .meaning("Only resources whose name or id holds this, in any case of letters.")
            .or("");
    private static final Parameter<String> INSTANCES = Take.text("InstanceIds")
            .meaning("Only these resources, with commas between.")
            .or("");
    private static final Declaration DECLARATION = Cms.reading(
                    "DescribeMonitorGroupInstances", "Lists the resources of a monitor group.")
            .takes(GroupTree.ID, CATEGORY, KEYWORD, INSTANCES, PAGE, SIZE)
            .fails(CmsErrors.NO_MONITOR_GROUP)
            .end();

    private final Desk desk;

    DescribeMonitorGroupInstances(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Declaration declaration() {
        return DECLARATION;
    }

    @Override
    public Answer answer(Call call) {
        var group = desk.monitorGroups().shelf().find(Desk.key(call, call.get(GroupTree.ID)));
        if (group.isEmpty()) {
            return new Answer.Refused(CmsErrors.NO_MONITOR_GROUP);
        }
        var members = group.get().members().stream().filter(asked(call)).toList();
        var page = members.stream()
                .skip((call.get(PAGE) - 1L) * call.get(SIZE))
                .limit(call.get(SIZE))
                .map(member -> Tree.build()
                        .put("Category", member.category())
                        .put("Id", Long.parseLong(group.get().key().name()))
                        .put("InstanceId", member.id())
                        .put("InstanceName", member.name())
                        .put("RegionId", member.region())
                        .end())
                .toList();
        return new Answer.Reply(Cms.okInNumbers()
                .put("PageNumber", call.get(PAGE))
                .put("PageSize", call.get(SIZE))
                .put("Resources", "Resource", page)
                .put("Total", members.size())
                .end());
    }

    private static Predicate<MonitorGroup.Member> asked(Call call) {
        var categories = GroupTree.names(call.get(CATEGORY).toLowerCase(Locale.ROOT));
        var ids = Set.copyOf(GroupTree.names(call.get(INSTANCES)));
        var keyword = call.get(KEYWORD);
        return member ->
                (categories.isEmpty() || categories.contains(member.category().toLowerCase(Locale.ROOT)))
                        && (ids.isEmpty() || ids.contains(member.id()))
                        && (GroupTree.holds(member.name(), keyword) || GroupTree.holds(member.id(), keyword));
    }
}
